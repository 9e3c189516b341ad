package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.internal.oauth.StoredTokens.Replaced;
import dev.integrationsdk.internal.oauth.StoredTokens.Versioned;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.TokenGrant;
import dev.integrationsdk.spi.oauth.TokenRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the access token of a connection and renews it before it ends: once for each expiry, however many threads and
 * processes ask. Thread-safe.
 *
 * <p>One thread of a process goes for it, and of the processes the one that claims it in the store. No transaction is
 * open while the remote is asked, and what it gives is stored before anybody uses it. As long as the former token is good,
 * nobody waits for another process and no failure of the remote is felt.
 */
public final class TokenKeeper {
    /** How long before its end a token is renewed. */
    public static final Duration SKEW = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);
    private static final Duration CALL_TIME = Duration.ofSeconds(20);
    /** Much longer than a call and what is stored after it. */
    private static final Duration CLAIM_TIME = Duration.ofSeconds(90);
    /** After a failure, for as long as the former token is good. */
    private static final Duration REST = Duration.ofSeconds(15);

    private static final int MOST_PAUSES = 100;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final StoredTokens stored;
    private final OAuthSystem.Lookup systems;
    private final ConnectionReports reports;
    private final Clock clock;
    private final SingleFlight flights =
            new SingleFlight(PAUSE.multipliedBy(MOST_PAUSES).plus(CALL_TIME));
    private final Pause pause;
    private final Map<ConnectorKey, Instant> restUntil = new ConcurrentHashMap<>();
    private final Map<ConnectorKey, Unsaved> unsaved = new ConcurrentHashMap<>();

    TokenKeeper(StoredTokens stored, OAuthSystem.Lookup systems, ConnectionReports reports, Clock clock, Pause pause) {
        this.stored = stored;
        this.systems = systems;
        this.reports = reports;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * The token for the next call.
     *
     * @throws IntegrationException REAUTHORIZATION_REQUIRED if the connector is not connected or the remote has ended
     *     the connection; as {@link dev.integrationsdk.spi.oauth.OAuthWire#grant} if there is no good token left and the
     *     remote gives none; a store's failure
     */
    public Secret accessToken(ConnectorKey connector, CorrelationId correlationId) {
        return token(new Need(connector, correlationId, Optional.empty()));
    }

    /**
     * The token for another attempt, after the remote has refused one that should have been good.
     *
     * @throws IntegrationException as {@link #accessToken}
     */
    public Secret accessTokenAfter(ConnectorKey connector, Secret refused, CorrelationId correlationId) {
        return token(new Need(connector, correlationId, Optional.of(refused)));
    }

    private Secret token(Need need) {
        Optional<Versioned> standing = stored.read(need.connector());
        if (standing.isPresent() && isFresh(standing.get().tokens(), need)) {
            return standing.get().tokens().access();
        }
        return flights.join(need.connector(), () -> renew(need));
    }

    private Secret renew(Need need) {
        Unsaved left = unsaved.get(need.connector());
        if (left != null) {
            save(need, left);
        }
        for (int paused = 0; paused <= MOST_PAUSES; paused++) {
            Optional<Versioned> standing = stored.read(need.connector());
            if (standing.isEmpty()) {
                return begin(need);
            }
            OAuthTokens tokens = standing.get().tokens();
            if (isFresh(tokens, need) || (isGood(tokens, need) && isResting(need))) {
                return tokens.access();
            }
            OAuthSystem system = systems.of(need.connector());
            if (!canBeRenewed(tokens, system.spec())) {
                return goodOrElse(tokens, need, notConnected(need));
            }
            String owner = UUID.randomUUID().toString();
            if (claim(need, standing.get().version(), owner)) {
                return renew(need, system, tokens, owner);
            }
            if (isGood(tokens, need)) {
                return tokens.access();
            }
            pause.await(PAUSE);
        }
        throw new IntegrationException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "another process has been renewing the token of " + need.connector() + " for too long");
    }

    private boolean claim(Need need, long version, String owner) {
        try {
            return stored.claim(need.connector(), version, owner, CLAIM_TIME);
        } catch (IntegrationException failure) {
            if (failure.code() == ErrorCode.STORE_CONFLICT) {
                return false;
            }
            throw failure;
        }
    }

    private Secret renew(Need need, OAuthSystem system, OAuthTokens tokens, String owner) {
        Instant askedAt = clock.instant();
        try {
            TokenGrant grant = ask(need, system, tokens.refresh(), askedAt);
            return save(need, new Unsaved(tokens, tokens.renewedBy(grant, askedAt), owner));
        } catch (NotGranted failure) {
            return failure.reason.code() == ErrorCode.REAUTHORIZATION_REQUIRED
                    ? refused(need, tokens, owner, failure.reason)
                    : failed(need, tokens, owner, failure.reason);
        }
    }

    private TokenGrant ask(Need need, OAuthSystem system, Optional<Secret> refresh, Instant now) throws NotGranted {
        try {
            TokenRequest request = system.spec().flow() == OAuthSpec.Flow.CLIENT_CREDENTIALS
                    ? TokenRequest.clientCredentials(system.spec(), system.client())
                    : TokenRequest.refresh(system.spec(), system.client(), refresh.orElseThrow());
            return system.wire().grant(request, new CallContext(need.correlationId(), now.plus(CALL_TIME), 1));
        } catch (IntegrationException failure) {
            throw new NotGranted(failure);
        }
    }

    /** Kept in memory until it is stored, since the remote may have ended what it replaces. */
    private Secret save(Need need, Unsaved given) {
        unsaved.put(need.connector(), given);
        Replaced replaced = stored.replace(need.connector(), given.worked(), given.next(), given.owner());
        unsaved.remove(need.connector(), given);
        restUntil.remove(need.connector());
        OAuthTokens standing = replaced.standing().orElseThrow(() -> notConnected(need));
        return goodOrElse(standing, need, notConnected(need));
    }

    /** Another process may have renewed it in between: then its tokens stand there, and the refusal means nothing. */
    private Secret refused(Need need, OAuthTokens tokens, String owner, IntegrationException reason) {
        Replaced replaced = stored.replace(need.connector(), tokens, tokens.refused(), owner);
        if (replaced.isOurs()) {
            LOG.warn("Connector {} has to be connected again", need.connector());
            reports.reauthorizationRequired(need.connector(), need.correlationId());
        }
        OAuthTokens standing = replaced.standing().orElseThrow(() -> notConnected(need));
        return goodOrElse(standing, need, reason);
    }

    private Secret failed(Need need, OAuthTokens tokens, String owner, IntegrationException reason) {
        restUntil.put(need.connector(), clock.instant().plus(REST));
        try {
            stored.release(need.connector(), owner);
        } catch (IntegrationException unreleased) {
            reason.addSuppressed(unreleased);
        }
        LOG.warn("The token of connector {} was not renewed: {}", need.connector(), reason.getMessage());
        return goodOrElse(tokens, need, reason);
    }

    /** Where nobody has to agree, nothing has to be connected before. */
    private Secret begin(Need need) {
        OAuthSystem system = systems.of(need.connector());
        if (system.spec().flow() != OAuthSpec.Flow.CLIENT_CREDENTIALS) {
            throw notConnected(need);
        }
        Instant askedAt = clock.instant();
        try {
            OAuthTokens first = OAuthTokens.of(ask(need, system, Optional.empty(), askedAt), askedAt, Optional.empty());
            stored.putFirst(need.connector(), first);
            return first.access();
        } catch (NotGranted failure) {
            throw failure.reason;
        }
    }

    private static boolean canBeRenewed(OAuthTokens tokens, OAuthSpec spec) {
        return !tokens.isRefused()
                && (tokens.refresh().isPresent() || spec.flow() == OAuthSpec.Flow.CLIENT_CREDENTIALS);
    }

    private boolean isFresh(OAuthTokens tokens, Need need) {
        return tokens.isGoodAt(clock.instant().plus(SKEW)) && !need.refused().equals(Optional.of(tokens.access()));
    }

    private boolean isGood(OAuthTokens tokens, Need need) {
        return tokens.isGoodAt(clock.instant()) && !need.refused().equals(Optional.of(tokens.access()));
    }

    private boolean isResting(Need need) {
        Instant until = restUntil.get(need.connector());
        return until != null && clock.instant().isBefore(until);
    }

    private Secret goodOrElse(OAuthTokens tokens, Need need, IntegrationException otherwise) {
        if (isGood(tokens, need)) {
            return tokens.access();
        }
        throw otherwise;
    }

    private static IntegrationException notConnected(Need need) {
        return new IntegrationException(
                ErrorCode.REAUTHORIZATION_REQUIRED, "connector " + need.connector() + " is not connected any more");
    }

    /** Waits a moment. */
    @FunctionalInterface
    interface Pause {
        /** @throws IntegrationException CANCELLED if the thread is interrupted, which it stays */
        void await(Duration time);
    }

    private record Need(ConnectorKey connector, CorrelationId correlationId, Optional<Secret> refused) {}

    /**
     * What the remote has given and the store does not have yet.
     *
     * @param worked the tokens it replaces
     * @param next the new ones
     * @param owner of the claim
     */
    private record Unsaved(OAuthTokens worked, OAuthTokens next, String owner) {}

    private static final class NotGranted extends Exception {
        private static final long serialVersionUID = 1L;

        private final IntegrationException reason;

        NotGranted(IntegrationException reason) {
            super(null, reason, false, false);
            this.reason = reason;
        }
    }
}
