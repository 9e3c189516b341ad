package dev.integrationsdk.spi.webhook;

import java.net.URI;
import java.util.Map;

/**
 * A request as it came, before anybody has parsed it. Built by the engine. Immutable but for the body, which nobody may
 * change.
 *
 * @param method in upper case
 * @param publicUri as the sender saw it: scheme and host from configuration, never from the request
 * @param headers names in lower case
 * @param body the raw bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawWebhook(String method, URI publicUri, Map<String, String> headers, byte[] body) {
    public RawWebhook {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "RawWebhook[" + method + " " + publicUri.getPath() + ", " + body.length + " bytes]";
    }
}
