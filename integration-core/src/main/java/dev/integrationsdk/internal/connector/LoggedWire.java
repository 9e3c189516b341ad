package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.call.EndedCall;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import dev.integrationsdk.spi.oauth.TokenGrant;
import dev.integrationsdk.spi.oauth.TokenRequest;
import dev.integrationsdk.store.IntegrationLogEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes every request to a token endpoint into the integration log. Thread-safe. */
public final class LoggedWire implements OAuthWire {
    private final OAuthWire wire;
    private final ConnectorKey connector;
    private final CallLog log;
    private final TimeOrderedIds ids;
    private final Clock clock;

    public LoggedWire(OAuthWire wire, ConnectorKey connector, CallLog log, TimeOrderedIds ids, Clock clock) {
        this.wire = wire;
        this.connector = connector;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public TokenGrant grant(TokenRequest request, CallContext context) {
        return logged("get token", request.spec().tokenUrl().getPath(), context, () -> wire.grant(request, context));
    }

    @Override
    public void revoke(OAuthSpec spec, OAuthClient client, Secret token, CallContext context) {
        String path = spec.revokeUrl().map(url -> "" + url.getPath()).orElse("");
        logged("give token back", path, context, () -> {
            wire.revoke(spec, client, token, context);
            return true;
        });
    }

    private <T> T logged(String operation, String path, CallContext context, Supplier<T> request) {
        Instant startedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        IntegrationLogEntry.Call call = new IntegrationLogEntry.Call(operation, "POST", path);
        try {
            T answer = request.get();
            write(context, call, startedAt, Optional.empty());
            return answer;
        } catch (IntegrationException failure) {
            write(context, call, startedAt, Optional.of(failure));
            throw failure;
        }
    }

    private void write(
            CallContext context,
            IntegrationLogEntry.Call call,
            Instant startedAt,
            Optional<IntegrationException> failure) {
        Duration between = Duration.between(startedAt, clock.instant());
        Duration taken = between.isNegative() ? Duration.ZERO : between;
        IntegrationLogEntry.Outcome outcome = failure.map(
                        why -> IntegrationLogEntry.Outcome.failed(1, taken, why.code(), "" + why.getMessage()))
                .orElseGet(() -> IntegrationLogEntry.Outcome.success(1, taken));
        IntegrationLogEntry entry =
                new IntegrationLogEntry(ids.next(), connector, context.correlationId(), call, outcome, startedAt);
        log.write(new EndedCall(entry, Direction.PULL, failure));
    }
}
