package dev.integrationsdk.testkit.hubspot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came in. The header map ignores case. */
public final class HttpRequest {
    private final String method;
    private final String target;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;

    HttpRequest(
            String method,
            String target,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body) {
        this.method = method;
        this.target = target;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    static HttpRequest of(String method, String target, Map<String, String> headers, byte[] body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        return new HttpRequest(method, target, decode(path), parse(query), headers, body);
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Nullable
    String parameter(String name) {
        return query.get(name);
    }

    boolean asksForArchived() {
        return Boolean.parseBoolean(query.get("archived"));
    }

    private static Map<String, String> parse(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = decode(pair.substring(equals + 1));
                parameters.merge(decode(pair.substring(0, equals)), value, (a, b) -> a + "," + b);
            }
        }
        return parameters;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    public String path() {
        return path;
    }

    Map<String, String> query() {
        return query;
    }

    Map<String, String> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }
}
