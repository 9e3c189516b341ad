package dev.integrationsdk.spi.oauth;

import dev.integrationsdk.spi.credential.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is asked of a token endpoint. Immutable; {@code toString} prints the parameters' names only. */
public final class TokenRequest {
    private final OAuthSpec spec;
    private final OAuthClient client;
    private final Map<String, String> parameters;

    private TokenRequest(OAuthSpec spec, OAuthClient client, Map<String, String> parameters) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.client = Objects.requireNonNull(client, "client");
        this.parameters = Map.copyOf(parameters);
    }

    /**
     * Tokens for a code.
     *
     * @param code with the redirect URI as it was sent with the request for it
     * @param verifier whose challenge was sent; empty without PKCE
     */
    public static TokenRequest exchange(OAuthSpec spec, OAuthClient client, Code code, Optional<Secret> verifier) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code.code().reveal());
        parameters.put("redirect_uri", code.redirectUri().toString());
        verifier.ifPresent(secret -> parameters.put("code_verifier", secret.reveal()));
        return new TokenRequest(spec, client, parameters);
    }

    /** New tokens for a refresh token. */
    public static TokenRequest refresh(OAuthSpec spec, OAuthClient client, Secret refreshToken) {
        return new TokenRequest(
                spec, client, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.reveal()));
    }

    /** A token for the client itself. */
    public static TokenRequest clientCredentials(OAuthSpec spec, OAuthClient client) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "client_credentials");
        if (!spec.scopes().isEmpty()) {
            parameters.put("scope", String.join(" ", spec.scopes()));
        }
        return new TokenRequest(spec, client, parameters);
    }

    public OAuthSpec spec() {
        return spec;
    }

    public OAuthClient client() {
        return client;
    }

    /** For the body, without the client's own. They hold secrets. */
    public Map<String, String> parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "TokenRequest" + parameters.keySet();
    }

    /**
     * What came back to the host. Immutable.
     *
     * @param code good once
     * @param redirectUri to which it came
     */
    public record Code(Secret code, URI redirectUri) {}
}
