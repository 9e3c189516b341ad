/**
 * The end of a connector. Adapters IMPLEMENT {@link dev.integrationsdk.spi.lifecycle.Cleanup} where they leave something at
 * the remote.
 */
@NullMarked
package dev.integrationsdk.spi.lifecycle;

import org.jspecify.annotations.NullMarked;
