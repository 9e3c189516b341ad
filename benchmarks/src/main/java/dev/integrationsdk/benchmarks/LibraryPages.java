package dev.integrationsdk.benchmarks;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The library's repositories, called as the engine calls them for a page: the fence first. */
final class LibraryPages implements PageStore {
    private static final EntityScope SCOPE =
            new EntityScope(TenantId.of("acme"), ConnectorId.of("crm"), EntityType.of("contact"));
    private static final StreamId STREAM = new StreamId(SCOPE, ScanKind.FULL);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Repositories repositories;
    private final TransactionRunner transactions;
    private final Lease lease;
    private final JobRun run;
    private long revision;

    LibraryPages(PageDatabase database) {
        repositories = database.repositories();
        transactions = JdbcTransactionRunner.of(database.dataSource());
        lease = transactions.inTransaction(unit -> repositories.leases().acquire(unit, STREAM, "benchmark", LEASE));
        run = new JobRun(
                UUID.randomUUID(),
                STREAM,
                SystemCode.of("hubspot"),
                Actor.SYSTEM,
                CorrelationId.random(),
                RunStatus.RUNNING,
                Instant.now(),
                Optional.empty(),
                RunCounts.none(),
                Optional.empty());
        transactions.inTransaction(unit -> {
            repositories.jobRuns().start(unit, run);
            return true;
        });
    }

    @Override
    public void page(List<RecordMapping> wanted) {
        revision++;
        transactions.inTransaction(unit -> {
            write(unit, wanted);
            return true;
        });
    }

    private void write(UnitOfWork unit, List<RecordMapping> wanted) {
        require(repositories.leases().renew(unit, lease, LEASE), "the lease is lost");
        List<ExternalId> ids = wanted.stream().map(RecordMapping::externalId).toList();
        Map<ExternalId, RecordMapping> known = repositories.mappings().find(unit, SCOPE, ids);
        List<RecordMapping> inserts = new ArrayList<>();
        List<RecordMapping> updates = new ArrayList<>();
        for (RecordMapping mapping : wanted) {
            RecordMapping former = known.get(mapping.externalId());
            if (former == null) {
                inserts.add(mapping);
            } else if (!former.contentHash().equals(mapping.contentHash())) {
                updates.add(mapping);
            }
        }
        repositories.mappings().insert(unit, SCOPE, inserts);
        repositories.mappings().update(unit, SCOPE, updates);
        StoredCheckpoint next =
                new StoredCheckpoint(SyncCheckpoint.of(1, "w" + revision), false, revision, Instant.now());
        require(repositories.checkpoints().advance(unit, lease, next), "the checkpoint has moved");
        repositories.jobRuns().update(unit, run);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() {}
}
