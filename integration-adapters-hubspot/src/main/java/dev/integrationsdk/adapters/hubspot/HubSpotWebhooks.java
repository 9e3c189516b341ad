package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.webhook.RawWebhook;
import dev.integrationsdk.spi.webhook.WebhookIngress;
import dev.integrationsdk.spi.webhook.WebhookVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes what HubSpot sends to an application. The secret is the application's client secret. Immutable. */
final class HubSpotWebhooks implements WebhookIngress {
    @Override
    public WebhookVerdict receive(RawWebhook request, List<Secret> secrets, Instant now) {
        Optional<String> problem = WebhookSignature.problem(request, secrets, now);
        if (problem.isPresent()) {
            return new WebhookVerdict.Rejected(problem.get());
        }
        try {
            return new WebhookVerdict.Accepted(WebhookEventReader.read(request.body(), now));
        } catch (IntegrationException unreadable) {
            return new WebhookVerdict.Rejected("it is signed, but " + unreadable.getMessage());
        }
    }
}
