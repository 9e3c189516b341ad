/**
 * Not for use. The one pipeline through which every call to the outside goes, and what it counts and bounds.
 */
@NullMarked
package dev.integrationsdk.internal.call;

import org.jspecify.annotations.NullMarked;
