package dev.integrationsdk.testkit.hubspot;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it reached the simulator, before any fault. Immutable.
 *
 * @param query decoded parameters; one that came several times is joined by commas
 * @param headers with the credentials; names in any case
 * @param bodyBytes size of the body, 0 for none
 */
public record RecordedRequest(
        Instant receivedAt,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        int bodyBytes) {

    /** Copies the headers. */
    public RecordedRequest {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
        query = Map.copyOf(query);
    }

    static RecordedRequest of(HttpRequest request, Instant receivedAt) {
        return new RecordedRequest(
                receivedAt,
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                request.body().length);
    }

    /** The value of a header, whatever its case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** What the caller sent as {@code X-Correlation-ID}. */
    public Optional<String> correlationId() {
        return header("X-Correlation-ID");
    }

    /** Method and path alone: the rest may hold credentials and personal data. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
