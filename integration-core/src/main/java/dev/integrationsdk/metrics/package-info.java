/**
 * Meters: you hand {@link dev.integrationsdk.metrics.CallMeters} to the builder as a listener, if Micrometer is present.
 */
@NullMarked
package dev.integrationsdk.metrics;

import org.jspecify.annotations.NullMarked;
