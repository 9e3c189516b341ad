package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.oauth.TokenGrant;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of a connection. Immutable; prints no token.
 *
 * @param access the present access token
 * @param refresh for the next one; empty if there is none
 * @param expiresAt when the access token ends; empty if nobody knows
 * @param account whose it is; empty if the adapter cannot say
 * @param isRefused whether the remote has refused the refresh token, so that nobody tries it again
 */
record OAuthTokens(
        Secret access,
        Optional<Secret> refresh,
        Optional<Instant> expiresAt,
        Optional<String> account,
        boolean isRefused) {
    /** The field under which it is stored. */
    static final String FIELD = "oauth";

    private static final String ACCESS = "access-token";
    private static final String REFRESH = "refresh-token";
    private static final String EXPIRES_AT = "expires-at";
    private static final String ACCOUNT = "account";
    private static final String REFUSED = "refused";

    static OAuthTokens of(TokenGrant grant, Instant askedAt, Optional<String> account) {
        return new OAuthTokens(
                grant.accessToken(), grant.refreshToken(), grant.expiresIn().map(askedAt::plus), account, false);
    }

    /** After another grant for the same connection; a server that gives no new refresh token leaves the former one good. */
    OAuthTokens renewedBy(TokenGrant grant, Instant askedAt) {
        return new OAuthTokens(
                grant.accessToken(),
                grant.refreshToken().or(() -> refresh),
                grant.expiresIn().map(askedAt::plus),
                account,
                false);
    }

    OAuthTokens refused() {
        return new OAuthTokens(access, refresh, expiresAt, account, true);
    }

    boolean isGoodAt(Instant instant) {
        return expiresAt.map(instant::isBefore).orElse(true);
    }

    Map<String, Secret> secrets() {
        Map<String, Secret> secrets = new HashMap<>();
        secrets.put(ACCESS, access);
        refresh.ifPresent(token -> secrets.put(REFRESH, token));
        expiresAt.ifPresent(instant -> secrets.put(EXPIRES_AT, Secret.of(instant.toString())));
        account.ifPresent(id -> secrets.put(ACCOUNT, Secret.of(id)));
        if (isRefused) {
            secrets.put(REFUSED, Secret.of("true"));
        }
        return secrets;
    }

    /** @throws IntegrationException CREDENTIALS_UNREADABLE if they are not tokens */
    static OAuthTokens read(Map<String, Secret> secrets) {
        Secret access = secrets.get(ACCESS);
        if (access == null) {
            throw new IntegrationException(ErrorCode.CREDENTIALS_UNREADABLE, "a stored connection has no access token");
        }
        try {
            return new OAuthTokens(
                    access,
                    Optional.ofNullable(secrets.get(REFRESH)),
                    Optional.ofNullable(secrets.get(EXPIRES_AT))
                            .map(Secret::reveal)
                            .map(Instant::parse),
                    Optional.ofNullable(secrets.get(ACCOUNT)).map(Secret::reveal),
                    secrets.containsKey(REFUSED));
        } catch (DateTimeParseException malformed) {
            throw new IntegrationException(
                    ErrorCode.CREDENTIALS_UNREADABLE, "a stored connection has no readable time of expiry");
        }
    }

    @Override
    public String toString() {
        return "OAuthTokens[until " + expiresAt + (isRefused ? ", refused" : "") + "]";
    }
}
