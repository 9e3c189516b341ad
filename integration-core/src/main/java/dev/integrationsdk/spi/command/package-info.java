/**
 * Asking a system to do something. Adapters IMPLEMENT {@link dev.integrationsdk.spi.command.CommandHandler}.
 *
 * <p>Experimental: no engine of this version calls it yet, and its shape may change.
 */
@NullMarked
@Experimental
package dev.integrationsdk.spi.command;

import dev.integrationsdk.spi.annotation.Experimental;
import org.jspecify.annotations.NullMarked;
