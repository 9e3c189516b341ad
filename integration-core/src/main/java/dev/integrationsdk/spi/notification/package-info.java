/**
 * Telling a system what happened. Adapters IMPLEMENT {@link dev.integrationsdk.spi.notification.NotificationSink}.
 *
 * <p>Experimental: no engine of this version calls it yet, and its shape may change.
 */
@NullMarked
@Experimental
package dev.integrationsdk.spi.notification;

import dev.integrationsdk.spi.annotation.Experimental;
import org.jspecify.annotations.NullMarked;
