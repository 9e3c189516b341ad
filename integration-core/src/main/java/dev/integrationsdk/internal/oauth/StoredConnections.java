package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.internal.oauth.StoredTokens.Versioned;
import dev.integrationsdk.oauth.ConnectionOutcome;
import dev.integrationsdk.oauth.ConnectionOutcome.Status;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.oauth.TokenGrant;
import dev.integrationsdk.spi.oauth.TokenRequest;
import dev.integrationsdk.store.PendingAuthorization;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections whose pending authorizations and tokens are in the store. Thread-safe. */
final class StoredConnections implements OAuthConnections {
    private static final Logger LOG = LoggerFactory.getLogger(StoredConnections.class);
    private static final Duration CALL_TIME = Duration.ofSeconds(20);
    private static final int RANDOM_BYTES = 32;

    private final OAuthWiring parts;
    private final StoredTokens stored;
    private final OAuthApps apps;
    private final OAuthWiring.AccessRule access;
    private final SecureRandom random;

    StoredConnections(OAuthWiring parts, OAuthApps apps, OAuthWiring.AccessRule access, SecureRandom random) {
        this.parts = parts;
        this.stored = parts.storedTokens();
        this.apps = apps;
        this.access = access;
        this.random = random;
    }

    @Override
    public URI begin(Actor actor, ConnectorKey connector, Begin begin) {
        access.require(actor, connector);
        OAuthSystem system = parts.systems().of(connector);
        if (system.spec().authorizeUrl().isEmpty()) {
            throw refusal("connector " + connector + " needs nobody to agree: its client credentials are enough");
        }
        if (!apps.allows(begin.redirectUri())) {
            throw refusal("the redirect URI for connector " + connector + " is not among those that the host allows");
        }
        String state = randomText();
        Secret verifier = Secret.of(randomText());
        String hash = AuthorizeAddress.hash(state);
        PendingAuthorization pending = PendingAuthorization.of(
                hash,
                new PendingAuthorization.Who(connector, actor),
                parts.vault().seal(connector, purpose(hash), verifier),
                new PendingAuthorization.Terms(
                        begin.redirectUri(),
                        begin.otherAccountAllowed(),
                        now().plus(Duration.ofMinutes(PENDING_MINUTES))));
        parts.transactions().inTransaction(unit -> {
            parts.repositories().authorizations().put(unit, pending);
            return true;
        });
        return AuthorizeAddress.of(system.spec(), system.client().id(), begin.redirectUri(), state, verifier);
    }

    @Override
    public ConnectionOutcome complete(
            Actor actor, TenantId tenant, Map<String, String> parameters, CorrelationId correlationId) {
        String state = parameters.getOrDefault("state", "");
        Optional<PendingAuthorization> taken = parts.transactions()
                .inTransaction(
                        unit -> parts.repositories().authorizations().take(unit, tenant, AuthorizeAddress.hash(state)));
        if (taken.isEmpty()) {
            return new ConnectionOutcome(Status.STATE_UNKNOWN, Optional.empty());
        }
        PendingAuthorization pending = taken.get();
        Status status = status(actor, pending, parameters);
        if (status == Status.CONNECTED) {
            access.require(actor, pending.connector());
            status = connect(pending, Secret.of(parameters.getOrDefault("code", "")), correlationId);
        }
        if (status == Status.CONNECTED) {
            parts.reports().connected(pending.connector(), actor, correlationId);
        }
        return new ConnectionOutcome(status, Optional.of(pending.connector()));
    }

    /** CONNECTED if nothing speaks against it. */
    private Status status(Actor actor, PendingAuthorization pending, Map<String, String> parameters) {
        if (!pending.actor().equals(actor)) {
            return Status.OTHER_ACTOR;
        }
        if (!now().isBefore(pending.expiresAt())) {
            return Status.STATE_EXPIRED;
        }
        String error = parameters.getOrDefault("error", "");
        if (!error.isEmpty()) {
            return error.equals("access_denied") ? Status.DENIED : Status.REFUSED;
        }
        return parameters.getOrDefault("code", "").isBlank() ? Status.REFUSED : Status.CONNECTED;
    }

    private Status connect(PendingAuthorization pending, Secret code, CorrelationId correlationId) {
        ConnectorKey connector = pending.connector();
        OAuthSystem system = parts.systems().of(connector);
        CallContext context = context(correlationId);
        Instant askedAt = now();
        TokenGrant grant;
        try {
            grant = system.wire().grant(exchange(system, pending, code), context);
        } catch (IntegrationException failure) {
            if (failure.code() == ErrorCode.REAUTHORIZATION_REQUIRED) {
                return Status.CODE_REFUSED;
            }
            throw failure;
        }
        Optional<String> account = system.accountOf(grant.accessToken(), context);
        OAuthTokens tokens = OAuthTokens.of(grant, askedAt, account);
        boolean isStored = stored.replaceAny(
                connector, tokens, standing -> pending.isOtherAccountAllowed() || isSameAccount(standing, account));
        if (!isStored) {
            revoke(system, tokens, context);
            return Status.OTHER_ACCOUNT;
        }
        return Status.CONNECTED;
    }

    private static boolean isSameAccount(OAuthTokens standing, Optional<String> account) {
        return standing.account().isEmpty()
                || account.isEmpty()
                || standing.account().equals(account);
    }

    private TokenRequest exchange(OAuthSystem system, PendingAuthorization pending, Secret code) {
        Secret verifier = parts.vault().unseal(pending.connector(), purpose(pending.stateHash()), pending.verifier());
        return TokenRequest.exchange(
                system.spec(),
                system.client(),
                new TokenRequest.Code(code, pending.redirectUri()),
                system.spec().isPkce() ? Optional.of(verifier) : Optional.empty());
    }

    @Override
    public boolean disconnect(Actor actor, ConnectorKey connector, CorrelationId correlationId) {
        access.require(actor, connector);
        boolean isRevoked = false;
        try {
            Optional<Versioned> standing = stored.read(connector);
            isRevoked = standing.isPresent()
                    && revoke(parts.systems().of(connector), standing.get().tokens(), context(correlationId));
        } catch (IntegrationException unreadable) {
            LOG.warn("Connector {} is erased without being revoked: {}", connector, unreadable.getMessage());
        }
        int erased = parts.transactions().inTransaction(unit -> parts.vault().erase(unit, connector));
        if (erased > 0) {
            parts.reports().disconnected(connector, actor, correlationId);
        }
        return isRevoked;
    }

    private static boolean revoke(OAuthSystem system, OAuthTokens tokens, CallContext context) {
        if (system.spec().revokeUrl().isEmpty()) {
            return false;
        }
        try {
            system.wire()
                    .revoke(system.spec(), system.client(), tokens.refresh().orElse(tokens.access()), context);
            return true;
        } catch (IntegrationException failure) {
            LOG.warn("A token was not given back: {}", failure.getMessage());
            return false;
        }
    }

    private CallContext context(CorrelationId correlationId) {
        return new CallContext(correlationId, now().plus(CALL_TIME), 1);
    }

    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String purpose(String stateHash) {
        return "pending-" + stateHash;
    }

    private static IntegrationException refusal(String message) {
        return new IntegrationException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
