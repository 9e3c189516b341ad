/**
 * Not for use: everything below may change without notice. Wired by the builder alone.
 */
@NullMarked
package dev.integrationsdk.internal;

import org.jspecify.annotations.NullMarked;
