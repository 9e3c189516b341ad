package dev.integrationsdk.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.oauth.ConnectionOutcome;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two pages of a host through which a person connects an account: {@code POST /connect?connector=…} sends the browser
 * to the remote, {@code GET /callback} takes it back. Who the person is says the host's session, and nothing in the
 * address. Thread-safe.
 *
 * <p>The session's cookie must be {@code SameSite=Lax}: with {@code Strict} it does not come along from the remote.
 */
final class OAuthPages implements AutoCloseable {
    private static final Pattern SESSION = Pattern.compile("(?:^|; )session=([A-Za-z0-9]+)(?:;|$)");

    private final HttpServer server;
    private final Map<String, Session> sessions;
    private volatile @Nullable Integrations integrations;

    /**
     * Who is logged in. Immutable.
     *
     * @param actor the person
     * @param tenant on whose behalf
     */
    record Session(Actor actor, TenantId tenant) {}

    private record Page(int status, String text, Optional<URI> location) {
        static Page of(int status, String text) {
            return new Page(status, text, Optional.empty());
        }
    }

    /**
     * Listens on a free port of the loopback address.
     *
     * @param sessions by the value of their cookie
     */
    OAuthPages(Map<String, Session> sessions) throws IOException {
        this.sessions = Map.copyOf(sessions);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/connect", exchange -> answer(exchange, this::connect));
        server.createContext("/callback", exchange -> answer(exchange, this::callback));
    }

    /** Where people come back to: known before the library is built, which must be told. */
    URI redirectUri() {
        return uri("/callback");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void serve(Integrations built) {
        integrations = built;
        server.start();
    }

    // tag::pages[]
    private Page connect(Session session, Map<String, String> query, OAuthConnections oauth) {
        ConnectorId connector = ConnectorId.of(query.getOrDefault("connector", ""));
        URI remote = oauth.begin(
                session.actor(),
                new ConnectorKey(session.tenant(), connector),
                OAuthConnections.Begin.at(redirectUri(), CorrelationId.random()));
        return new Page(303, "", Optional.of(remote));
    }

    private Page callback(Session session, Map<String, String> query, OAuthConnections oauth) {
        ConnectionOutcome outcome = oauth.complete(session.actor(), session.tenant(), query, CorrelationId.random());
        return Page.of(
                outcome.isConnected() ? 200 : 400,
                outcome.status() + ": " + outcome.status().advice());
    }
    // end::pages[]

    private interface Handler {
        Page page(Session session, Map<String, String> query, OAuthConnections oauth);
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        Page page = page(exchange, handler);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        page.location().ifPresent(to -> exchange.getResponseHeaders().set("Location", to.toString()));
        byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Page page(HttpExchange exchange, Handler handler) {
        Integrations built = integrations;
        Optional<Session> session = session(exchange);
        String method = exchange.getHttpContext().getPath().equals("/connect") ? "POST" : "GET";
        if (built == null || !exchange.getRequestMethod().equals(method)) {
            return Page.of(405, "use " + method);
        }
        if (session.isEmpty()) {
            return Page.of(401, "log in first");
        }
        try {
            return handler.page(session.get(), query(exchange.getRequestURI()), built.oauth());
        } catch (IntegrationException failure) {
            return Page.of(failure.code() == ErrorCode.UNKNOWN_CONNECTOR ? 404 : 502, failure.explanation());
        } catch (IllegalArgumentException malformed) {
            return Page.of(400, "that is not a connector's name, or no query");
        }
    }

    private Optional<Session> session(HttpExchange exchange) {
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        Matcher found = SESSION.matcher(cookies == null ? "" : cookies);
        return found.find() ? Optional.ofNullable(sessions.get(found.group(1))) : Optional.empty();
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        String text = uri.getRawQuery();
        for (String pair : (text == null ? "" : text).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
