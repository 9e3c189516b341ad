/**
 * Not for use. What the library keeps of records that could not be applied yet.
 */
@NullMarked
package dev.integrationsdk.internal.record;

import org.jspecify.annotations.NullMarked;
