/**
 * Writing to a system in batches, with an outcome for each item. Adapters IMPLEMENT
 * {@link dev.integrationsdk.spi.push.PushTarget}.
 *
 * <p>Experimental: no engine of this version calls it yet, and its shape may change.
 */
@NullMarked
@Experimental
package dev.integrationsdk.spi.push;

import dev.integrationsdk.spi.annotation.Experimental;
import org.jspecify.annotations.NullMarked;
