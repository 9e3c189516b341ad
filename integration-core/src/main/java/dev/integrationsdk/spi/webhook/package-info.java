/**
 * Reading what a system sends by itself. Adapters IMPLEMENT {@link dev.integrationsdk.spi.webhook.WebhookIngress}.
 *
 * <p>Experimental: no engine of this version calls it yet, and its shape may change.
 */
@NullMarked
@Experimental
package dev.integrationsdk.spi.webhook;

import dev.integrationsdk.spi.annotation.Experimental;
import org.jspecify.annotations.NullMarked;
