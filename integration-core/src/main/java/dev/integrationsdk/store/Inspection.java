package dev.integrationsdk.store;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the operator looks at: runs, dead letters, checkpoints. Each call is a transaction of its own. Thread-safe. */
public final class Inspection {
    private final Repositories repositories;
    private final TransactionRunner transactions;

    public Inspection(Repositories repositories, TransactionRunner transactions) {
        this.repositories = Objects.requireNonNull(repositories, "repositories");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
    }

    /** The latest first. */
    public List<JobRun> runs(EntityScope scope, int limit) {
        return transactions.inTransaction(unit -> repositories.jobRuns().list(unit, scope, limit));
    }

    public Optional<JobRun> run(TenantId tenant, UUID id) {
        return transactions.inTransaction(unit -> repositories.jobRuns().find(unit, tenant, id));
    }

    /** The latest failure first. */
    public List<DeadLetter> deadLetters(EntityScope scope, int limit) {
        return transactions.inTransaction(unit -> repositories.deadLetters().list(unit, scope, limit));
    }

    public Optional<StoredCheckpoint> checkpoint(StreamId stream) {
        return transactions.inTransaction(unit -> repositories.checkpoints().find(unit, stream));
    }

    /** How many records have a mapping of this status. */
    public long mappings(EntityScope scope, MappingStatus status) {
        return transactions.inTransaction(unit -> repositories.mappings().count(unit, scope, status));
    }
}
