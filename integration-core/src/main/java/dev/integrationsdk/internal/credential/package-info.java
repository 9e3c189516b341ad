/** Finds secrets by reference, and keeps those that must be stored encrypted. Nobody outside the library uses it. */
@NullMarked
package dev.integrationsdk.internal.credential;

import org.jspecify.annotations.NullMarked;
