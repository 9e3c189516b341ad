/**
 * Reading from a system, page by page. Adapters IMPLEMENT {@link dev.integrationsdk.spi.pull.PullSource}; the engine
 * calls it.
 */
@NullMarked
package dev.integrationsdk.spi.pull;

import org.jspecify.annotations.NullMarked;
