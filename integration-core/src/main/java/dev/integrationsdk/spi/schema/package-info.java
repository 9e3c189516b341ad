/**
 * What records of a system look like. Adapters IMPLEMENT {@link dev.integrationsdk.spi.schema.SchemaDiscovery}.
 *
 * <p>Experimental: no engine of this version calls it yet, and its shape may change.
 */
@NullMarked
@Experimental
package dev.integrationsdk.spi.schema;

import dev.integrationsdk.spi.annotation.Experimental;
import org.jspecify.annotations.NullMarked;
