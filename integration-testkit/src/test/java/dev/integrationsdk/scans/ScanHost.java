package dev.integrationsdk.scans;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.StoredCheckpoint;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryTransaction;
import dev.integrationsdk.testkit.TimelineConnector;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

import static dev.integrationsdk.testkit.TimelineConnector.CONTACT;

/** A small host with one table of rows, whose remote is a timeline; pages of two records, each committed by itself. */
final class ScanHost implements EntityHandler, AutoCloseable {
    private static final Logger QUIET = Logger.getLogger("dev.integrationsdk");

    static {
        QUIET.setLevel(Level.OFF);
    }

    static final TenantId ACME = TenantId.of("acme");
    static final Actor OPERATOR = Actor.of("operator");

    final TurnableClock clock = TurnableClock.create();
    final InMemoryStore store = new InMemoryStore(clock);
    final TimelineConnector remote = new TimelineConnector(clock);
    final Map<UUID, Attributes> rows = new HashMap<>();
    final List<InboundChange> handled = new ArrayList<>();
    final Map<ExternalId, Collection<UUID>> matches = new HashMap<>();
    final ConnectorConfig connector = ConnectorConfig.of(ACME, ConnectorId.of("crm"), TimelineConnector.SYSTEM);
    final Integrations integrations;
    Consumer<List<InboundChange>> duringPage = changes -> {};
    Consumer<UnitOfWork> duringMatch = unit -> {};

    ScanHost() {
        this(builder -> {});
    }

    ScanHost(Consumer<IntegrationsBuilder> more) {
        this(more, true);
    }

    ScanHost(boolean hasFeed) {
        this(builder -> {}, hasFeed);
    }

    private ScanHost(Consumer<IntegrationsBuilder> more, boolean hasFeed) {
        IntegrationsBuilder builder = Integrations.builder(store, store)
                .adapter(remote)
                .handler(TimelineConnector.SYSTEM, CONTACT, this, FieldMapping.identity())
                .limits(RunLimits.ofDefaults().withRecordsPerPage(2).withPagesPerCommit(1))
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .access(AccessPolicy.ofOwnership((tenant, actor) -> actor.equals(OPERATOR)));
        if (hasFeed) {
            builder.feed(TimelineConnector.SYSTEM, CONTACT, this::load);
        }
        more.accept(builder);
        integrations = builder.build();
        integrations.connectors().declare(connector);
    }

    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) {
        duringPage.accept(changes);
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        for (InboundChange change : changes) {
            if (change.kind() == ChangeKind.UPSERTED) {
                transaction.put(rows, change.internalId(), change.attributes());
            } else {
                transaction.remove(rows, change.internalId());
            }
        }
        unit.afterCommit(() -> handled.addAll(changes));
        return Answers.allApplied();
    }

    @Override
    public Map<ExternalId, Collection<UUID>> match(List<InboundChange> unknown, UnitOfWork unit) {
        duringMatch.accept(unit);
        return matches;
    }

    private Map<UUID, HostRecord> load(Collection<UUID> ids, UnitOfWork unit) {
        Map<UUID, HostRecord> found = new HashMap<>();
        for (UUID id : ids) {
            Attributes row = rows.get(id);
            if (row != null) {
                found.put(id, HostRecord.of(row));
            }
        }
        return found;
    }

    StreamId stream(ScanKind kind) {
        return connector.stream(CONTACT, kind);
    }

    EntityScope scope() {
        return connector.scope(CONTACT);
    }

    ConnectorKey key() {
        return connector.key();
    }

    JobRun run(ScanKind kind) {
        return integrations.run(stream(kind));
    }

    JobRun backfill(Instant from, Instant until) {
        return integrations.run(RunRequest.backfill(stream(ScanKind.BACKFILL), new PullRange(from, until)));
    }

    Optional<StoredCheckpoint> checkpoint(ScanKind kind) {
        return store.inTransaction(unit -> store.checkpoints().find(unit, stream(kind)));
    }

    /** Of the row that the record is mapped to. */
    String name(String externalId) {
        return Objects.requireNonNull(rows.get(row(externalId)), "no row of " + externalId)
                .text("name")
                .orElseThrow();
    }

    UUID row(String externalId) {
        ExternalId id = ExternalId.of(externalId);
        return Objects.requireNonNull(
                        store.inTransaction(unit -> store.mappings().find(unit, scope(), List.of(id)))
                                .get(id))
                .internalId();
    }

    @Override
    public void close() {
        integrations.close();
    }
}
