package dev.integrationsdk.spi.webhook;

import dev.integrationsdk.spi.credential.Secret;
import java.time.Instant;
import java.util.List;

/** Authenticates and splits what a system sends. Adapters implement it: pure computation on the raw bytes. Thread-safe. */
public interface WebhookIngress {
    /**
     * @param secrets those that are valid now: two while one is being replaced
     * @param now compared with the request's age
     * @return never throws for a bad request: that is a rejection
     */
    WebhookVerdict receive(RawWebhook request, List<Secret> secrets, Instant now);
}
