package dev.integrationsdk.spi.oauth;

import dev.integrationsdk.spi.credential.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a token endpoint has given. Immutable; prints no token.
 *
 * @param accessToken for calls
 * @param refreshToken for the next grant; empty if the former one stays good, or there is none
 * @param expiresIn how long the access token is good; empty if the server does not say
 * @param scopes what it is good for; empty if the server does not say
 */
public record TokenGrant(
        Secret accessToken, Optional<Secret> refreshToken, Optional<Duration> expiresIn, List<String> scopes) {
    public TokenGrant {
        Objects.requireNonNull(accessToken, "accessToken");
        Objects.requireNonNull(refreshToken, "refreshToken");
        Objects.requireNonNull(expiresIn, "expiresIn");
        scopes = List.copyOf(scopes);
    }
}
