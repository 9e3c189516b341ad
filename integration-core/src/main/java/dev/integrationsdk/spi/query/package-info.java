/**
 * Asking a system something, without writing. Adapters IMPLEMENT {@link dev.integrationsdk.spi.query.QueryHandler}.
 *
 * <p>Experimental: no engine of this version calls it yet, and its shape may change.
 */
@NullMarked
@Experimental
package dev.integrationsdk.spi.query;

import dev.integrationsdk.spi.annotation.Experimental;
import org.jspecify.annotations.NullMarked;
