package dev.integrationsdk.testkit.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.integrationsdk.testkit.hubspot.Answer;
import dev.integrationsdk.testkit.hubspot.Delivery;
import dev.integrationsdk.testkit.hubspot.HttpRequest;
import dev.integrationsdk.testkit.hubspot.LoopbackHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth 2 server on a free port of the loopback address, stricter than most: a code and a refresh token are good once,
 * and whoever uses one again loses the whole connection, unless within the grace. Its time is the clock's. Thread-safe.
 */
public final class AuthorizationServerSimulator implements AutoCloseable {
    /** The only client. */
    public static final String CLIENT_ID = "simulated-client";
    /** Belongs to it; has characters that must be encoded. */
    public static final String CLIENT_SECRET = "simulated secret:+%&";

    private static final JsonMapper JSON = new JsonMapper();

    private final LoopbackHttpServer server;
    private final Grants grants;
    private final Deque<TokenFault> faults = new ArrayDeque<>();
    private int tokenRequests;

    private AuthorizationServerSimulator(Grants grants) throws IOException {
        this.grants = grants;
        this.server = LoopbackHttpServer.start(this::answer);
    }

    /**
     * Starts it.
     *
     * @param life of access tokens
     * @param grace how long after its use a refresh token is answered with the same tokens again; zero for never
     */
    public static AuthorizationServerSimulator start(Clock clock, Duration life, Duration grace) {
        try {
            return new AuthorizationServerSimulator(new Grants(clock, life, grace));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI authorizeUri() {
        return uri("/authorize");
    }

    public URI tokenUri() {
        return uri("/token");
    }

    public URI revokeUri() {
        return uri("/revoke");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /**
     * What a browser brings back after a person of this account has agreed.
     *
     * @throws IllegalArgumentException if the address is not one that a client may send a browser to
     */
    public synchronized Map<String, String> agree(URI address, String account) {
        Map<String, String> query = parameters(address.getRawQuery());
        if (!"code".equals(query.get("response_type")) || !CLIENT_ID.equals(query.get("client_id"))) {
            throw new IllegalArgumentException("not a request of the client for a code");
        }
        String code = grants.code(
                account,
                Objects.requireNonNull(query.get("redirect_uri"), "redirect_uri"),
                query.get("code_challenge"));
        return Map.of("code", code, "state", Objects.requireNonNull(query.get("state"), "state"));
    }

    /** The next token requests fail so, one after the other. */
    public synchronized void fail(TokenFault... next) {
        faults.addAll(List.of(next));
    }

    /** Ends every connection of an account, as its owner can over there. */
    public synchronized void revokeAll(String account) {
        grants.revokeAll(account);
    }

    /** Whose token it is; empty text if it is good for nothing. */
    public synchronized String accountOf(String accessToken) {
        return grants.accountOf(accessToken);
    }

    /** How many token requests came in, good or bad. */
    public synchronized int tokenRequests() {
        return tokenRequests;
    }

    /** How many refresh tokens were exchanged for new ones. */
    public synchronized int refreshes() {
        return grants.refreshes();
    }

    /** How many connections were ended because a code or a refresh token was used again. */
    public synchronized int reuses() {
        return grants.reuses();
    }

    private synchronized Answer answer(HttpRequest request) {
        Map<String, String> form = parameters(new String(request.body(), StandardCharsets.UTF_8));
        boolean isClient = isClient(request, form);
        if (request.path().equals("/revoke")) {
            return isClient ? revoked(form) : error(401, "invalid_client");
        }
        if (!request.path().equals("/token")) {
            return error(404, "not_found");
        }
        tokenRequests++;
        @Nullable TokenFault fault = faults.poll();
        if (fault == TokenFault.DOWN) {
            return Answer.html(503, "Service Unavailable");
        }
        if (fault == TokenFault.HTML) {
            return Answer.html(200, "Log in");
        }
        if (fault == TokenFault.NO_TOKEN) {
            return json(200, Map.of("token_type", "bearer", "hint", "canary-answer"));
        }
        Answer answer = isClient ? granted(form) : error(401, "invalid_client");
        if (fault == TokenFault.ANSWER_LOST) {
            return answer.deliveredBy(Delivery.NOTHING);
        }
        return fault == TokenFault.ANSWER_CUT ? answer.deliveredBy(Delivery.HALF_OF_ANNOUNCED_LENGTH) : answer;
    }

    private Answer revoked(Map<String, String> form) {
        grants.revoke(form.getOrDefault("token", ""));
        return json(200, Map.of());
    }

    private Answer granted(Map<String, String> form) {
        @Nullable
        Map<String, Object> tokens = switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> grants.exchange(form);
            case "refresh_token" -> grants.refresh(form.getOrDefault("refresh_token", ""));
            case "client_credentials" -> grants.ofClient();
            default -> null;
        };
        return tokens == null ? error(400, "invalid_grant") : json(200, tokens);
    }

    private static boolean isClient(HttpRequest request, Map<String, String> form) {
        String header = request.header("Authorization");
        if (header == null) {
            return CLIENT_ID.equals(form.get("client_id")) && CLIENT_SECRET.equals(form.get("client_secret"));
        }
        String both =
                new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.US_ASCII);
        int colon = both.indexOf(':');
        return colon > 0
                && CLIENT_ID.equals(decoded(both.substring(0, colon)))
                && CLIENT_SECRET.equals(decoded(both.substring(colon + 1)));
    }

    private static Answer error(int status, String error) {
        return json(status, Map.of("error", error, "error_description", "canary-description"));
    }

    private static Answer json(int status, Map<String, ?> content) {
        try {
            return Answer.json(status, JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, String> parameters(@Nullable String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (encoded == null ? "" : encoded).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
