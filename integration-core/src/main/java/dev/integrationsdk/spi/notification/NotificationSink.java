package dev.integrationsdk.spi.notification;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes events. Adapters implement it. */
public interface NotificationSink extends Capability {
    /**
     * @return for every notification by its id: empty if it was taken, else why not; one without an entry is sent again
     */
    Map<String, Optional<IntegrationException>> publish(List<Notification> batch, CallContext call);
}
