/**
 * Meters: you hand {@link dev.integrationsdk.metrics.CallMeters} and {@link dev.integrationsdk.metrics.LagMeters} to the
 * builder as listeners, if Micrometer is present.
 */
@NullMarked
package dev.integrationsdk.metrics;

import org.jspecify.annotations.NullMarked;
