package dev.integrationsdk.spi.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request. Immutable; the {@code with} methods return a changed copy. {@code toString} prints method and path. */
public final class HttpCall {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte @Nullable [] body;
    private final Duration timeout;

    private HttpCall(String method, URI uri, Map<String, String> headers, byte @Nullable [] body, Duration timeout) {
        this.method = Objects.requireNonNull(method, "method");
        this.uri = Objects.requireNonNull(uri, "uri");
        this.headers = headers;
        this.body = body;
        this.timeout = timeout;
    }

    public static HttpCall get(URI uri) {
        return new HttpCall("GET", uri, Map.of(), null, Duration.ofSeconds(30));
    }

    /** The body is sent at most once: no transport repeats it by itself. */
    public static HttpCall post(URI uri, String contentType, String body) {
        return of("POST", uri, contentType, body);
    }

    /** A request with a body, of any method that has one; it too is sent at most once. */
    public static HttpCall of(String method, URI uri, String contentType, String body) {
        return new HttpCall(
                method,
                uri,
                Map.of("Content-Type", contentType),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(30));
    }

    /** Replaces an earlier header of the same name. */
    public HttpCall withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new HttpCall(method, uri, Map.copyOf(changed), body, timeout);
    }

    /** Bounds the whole call, from connecting to the last byte of the answer; 30 seconds unless set. */
    public HttpCall withTimeout(Duration wholeCall) {
        return new HttpCall(method, uri, headers, body, wholeCall);
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The caller must not change it. */
    public Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    public Duration timeout() {
        return timeout;
    }

    @Override
    public String toString() {
        return method + " " + uri.getPath();
    }
}
