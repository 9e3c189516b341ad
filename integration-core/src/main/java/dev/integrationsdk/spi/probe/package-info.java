/**
 * Finding out what a connector can and cannot do right now. Adapters IMPLEMENT
 * {@link dev.integrationsdk.spi.probe.Probe}.
 *
 * <p>Experimental: no engine of this version calls it yet, and its shape may change.
 */
@NullMarked
@Experimental
package dev.integrationsdk.spi.probe;

import dev.integrationsdk.spi.annotation.Experimental;
import org.jspecify.annotations.NullMarked;
