/**
 * What records of a system look like. Adapters IMPLEMENT {@link dev.integrationsdk.spi.schema.SchemaDiscovery}.
 */
@NullMarked
package dev.integrationsdk.spi.schema;

import org.jspecify.annotations.NullMarked;
