package dev.integrationsdk.spi.webhook;

import java.util.List;

/** The answer to every request: there is no way around it. Built by the adapter. Immutable. */
public sealed interface WebhookVerdict {
    /** Authentic. */
    record Accepted(List<WebhookEvent> events) implements WebhookVerdict {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** The remote tests the address and wants this body back. */
    record Challenge(String contentType, String body) implements WebhookVerdict {}

    /** Not authentic, too old, or unreadable. The reason is for the log, not for the sender. */
    record Rejected(String reason) implements WebhookVerdict {}
}
