package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.spi.probe.Probe;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushTarget;
import dev.integrationsdk.spi.query.QueryHandler;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.schema.EntitySchema;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a connector for what is not a scan. */
final class Abilities implements AutoCloseable {
    private final TestContext context;
    private final Connector connector;

    Abilities(TestContext context) {
        this.context = context;
        this.connector = new LdapConnectorProvider().open(context);
    }

    List<Change> read(EntityType type, ExternalId... ids) {
        return ability(RecordSource.class)
                .read(new RecordSource.Request(type, List.of(ids), Set.of("cn", "dn"), call()));
    }

    @SuppressWarnings("unchecked")
    LoginResult login(String login, String password) {
        QueryHandler.Bound<LoginAttempt, LoginResult> bound =
                (QueryHandler.Bound<LoginAttempt, LoginResult>) ability(QueryHandler.class).queries().stream()
                        .filter(candidate -> candidate.spec().equals(LoginResult.QUERY))
                        .findFirst()
                        .orElseThrow();
        return bound.function()
                .apply(new LoginAttempt(login, password), Optional.empty(), call())
                .results()
                .get(0);
    }

    List<Finding> check(EntityType... types) {
        return ability(Probe.class).check(Set.of(types), call());
    }

    Map<EntityType, EntitySchema> schemas() {
        return ability(SchemaDiscovery.class).describe(call()).stream()
                .collect(Collectors.toMap(EntitySchema::entityType, schema -> schema));
    }

    PushOutcome push(EntityType type, PushItem item) {
        return Objects.requireNonNull(
                ability(PushTarget.class).push(type, List.of(item), call()).get(item.operationId()));
    }

    PushOutcome verify(EntityType type, PushItem item) {
        return Objects.requireNonNull(
                ability(PushTarget.class).verify(type, List.of(item), call()).get(item.operationId()));
    }

    static PushItem update(ExternalId id, Optional<String> expectedVersion, Delta... deltas) {
        return new PushItem(
                "op-1", PushItem.Intent.UPDATE, Optional.of(id), List.of(deltas), Map.of(), expectedVersion);
    }

    @Override
    public void close() {
        connector.close();
    }

    private <C extends Capability> C ability(Class<C> type) {
        return connector.capability(type).orElseThrow();
    }

    private CallContext call() {
        return new CallContext(
                new CorrelationId("test-1"), context.clock().instant().plus(Duration.ofSeconds(30)), 1);
    }
}
