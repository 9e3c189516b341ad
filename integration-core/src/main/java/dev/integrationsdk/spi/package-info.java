/**
 * The connector SPI: adapter authors IMPLEMENT {@link dev.integrationsdk.spi.ConnectorProvider} and
 * {@link dev.integrationsdk.spi.Connector}; the engine implements {@link dev.integrationsdk.spi.ConnectorContext}.
 *
 * <p>Everything below this package uses JDK types only.
 */
@NullMarked
package dev.integrationsdk.spi;

import org.jspecify.annotations.NullMarked;
