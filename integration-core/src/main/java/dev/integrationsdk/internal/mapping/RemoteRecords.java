package dev.integrationsdk.internal.mapping;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.internal.connector.OpenConnectors;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.mapping.ExternalFields;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.spi.schema.EntitySchema;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Looks at a remote's records and at what they are made of, without storing anything. Thread-safe. */
final class RemoteRecords {
    /** More are not asked for, however few records each has. */
    private static final int MOST_PAGES = 10;

    private final ConnectorOffice office;

    RemoteRecords(ConnectorOffice office) {
        this.office = office;
    }

    /** As the account says, else as the adapter says of all accounts. */
    ExternalFields fields(
            KnownConnector known, EntityScope scope, By by, Optional<EntityTypeSpec> spec, List<String> unchecked) {
        ExternalFields declared =
                spec.map(type -> new ExternalFields(type.fields(), false)).orElseGet(ExternalFields::unknown);
        try (OpenConnectors.Use use = office.connectors().use(known, Direction.PULL)) {
            Optional<SchemaDiscovery> discovery = use.connector().capability(SchemaDiscovery.class);
            if (discovery.isEmpty()) {
                return declared;
            }
            Function<CallContext, List<EntitySchema>> describe = discovery.get()::describe;
            return office.outbound().call(use, "describe " + scope.entityType(), by, describe).stream()
                    .filter(schema -> schema.entityType().equals(scope.entityType()))
                    .filter(schema -> schema.unavailable().isEmpty())
                    .findFirst()
                    .map(schema -> new ExternalFields(schema.fields(), true))
                    .orElse(declared);
        } catch (IntegrationException failure) {
            unchecked.add("the remote's side: it could not be asked: " + failure.code());
            return declared;
        }
    }

    /** At most so many, from the beginning. */
    List<ExternalRecord> read(KnownConnector known, EntityScope scope, By by, Set<String> names, int most) {
        List<ExternalRecord> records = new ArrayList<>();
        try (OpenConnectors.Use use = office.connectors().use(known, Direction.PULL)) {
            PullSource source = use.connector()
                    .capability(PullSource.class)
                    .orElseThrow(() -> new IntegrationException(
                            ErrorCode.UNSUPPORTED,
                            "system '" + known.effective().config().system() + "' cannot be pulled"));
            Optional<SyncCheckpoint> position = Optional.empty();
            for (int page = 0; page < MOST_PAGES && records.size() < most; page++) {
                Optional<SyncCheckpoint> from = position;
                int wanted = most - records.size();
                Function<CallContext, PullPage> pull = call ->
                        source.pull(new PullRequest(scope.entityType(), ScanKind.FULL, from, names, wanted, call));
                PullPage read = office.outbound().call(use, "preview " + scope.entityType(), by, pull);
                read.changes().stream()
                        .filter(Change.Upserted.class::isInstance)
                        .limit(wanted)
                        .forEach(change -> records.add(((Change.Upserted) change).record()));
                if (read.isLast()) {
                    break;
                }
                position = Optional.of(read.next());
            }
        }
        return records;
    }
}
