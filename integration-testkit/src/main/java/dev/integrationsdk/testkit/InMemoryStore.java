package dev.integrationsdk.testkit;

import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.AuditRepository;
import dev.integrationsdk.store.AuthorizationRepository;
import dev.integrationsdk.store.CheckpointRepository;
import dev.integrationsdk.store.ConnectorRepository;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.CrossTenantRepository;
import dev.integrationsdk.store.DeadLetterRepository;
import dev.integrationsdk.store.DeferredRecordRepository;
import dev.integrationsdk.store.FieldMappingRepository;
import dev.integrationsdk.store.IntegrationLogRepository;
import dev.integrationsdk.store.JobRunRepository;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.KeptRecordRepository;
import dev.integrationsdk.store.LeaseRepository;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.PurgedTable;
import dev.integrationsdk.store.PushRepository;
import dev.integrationsdk.store.RateUseRepository;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.ReviewRepository;
import dev.integrationsdk.store.ScanRepository;
import dev.integrationsdk.store.StoredCredential;
import dev.integrationsdk.store.SuppressionRepository;
import dev.integrationsdk.store.TenantRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every repository in memory, with transactions that really roll back. One transaction runs at a time. Thread-safe.
 *
 * <p>Its clock also decides when leases run out.
 */
public final class InMemoryStore implements Repositories, TransactionRunner {
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final AtomicReference<CommitFault> fault = new AtomicReference<>(CommitFault.NONE);
    private volatile Runnable beforeTransaction = () -> {};
    private final AtomicInteger transactions = new AtomicInteger();
    private final InMemoryMappings mappings = new InMemoryMappings();
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    private final InMemoryLeases leases;
    private final InMemoryJobRuns jobRuns = new InMemoryJobRuns();
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final InMemoryKeptRecords keptRecords = new InMemoryKeptRecords();
    private final InMemoryDeferredRecords deferredRecords = new InMemoryDeferredRecords(mappings);
    private final InMemoryConnectors connectors = new InMemoryConnectors();
    private final InMemoryIntegrationLog integrationLog = new InMemoryIntegrationLog();
    private final InMemorySuppressions suppressions = new InMemorySuppressions();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final InMemoryRateUse rateUse = new InMemoryRateUse();
    private final InMemoryCredentials credentials;
    private final InMemoryTenants tenants;
    private final InMemoryAuthorizations authorizations = new InMemoryAuthorizations();
    private final InMemoryReviews reviews = new InMemoryReviews();
    private final InMemoryScans scans = new InMemoryScans();
    private final InMemoryPushes pushes = new InMemoryPushes();
    private final InMemoryFieldMappings fieldMappings = new InMemoryFieldMappings();

    public InMemoryStore(Clock clock) {
        leases = new InMemoryLeases(clock);
        credentials = new InMemoryCredentials(clock);
        tenants = new InMemoryTenants(List.of(
                leases,
                checkpoints,
                mappings,
                jobRuns,
                deadLetters,
                keptRecords,
                deferredRecords,
                connectors,
                integrationLog,
                suppressions,
                credentials,
                authorizations,
                reviews,
                scans,
                pushes,
                fieldMappings,
                rateUse,
                audit));
    }

    /** What happens to a commit. */
    public enum CommitFault {
        NONE,
        /** The connection breaks before the commit: nothing is kept. */
        LOST_BEFORE,
        /** The connection breaks after the commit: everything is kept, but the caller cannot know. */
        LOST_AFTER
    }

    /** Breaks the next commit and no other. */
    public void failNextCommit(CommitFault next) {
        fault.set(next);
    }

    /** Is told of each transaction from now on, on its thread and before it begins. */
    public void onTransaction(Runnable told) {
        beforeTransaction = Objects.requireNonNull(told, "told");
    }

    /** How many transactions have begun. */
    public int transactions() {
        return transactions.get();
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        if (oneAtATime.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction is open on this thread already");
        }
        beforeTransaction.run();
        oneAtATime.lock();
        try {
            transactions.incrementAndGet();
            return run(work);
        } finally {
            oneAtATime.unlock();
        }
    }

    private <T> T run(Work<T> work) {
        InMemoryTransaction transaction = new InMemoryTransaction();
        T result;
        try {
            result = work.run(transaction);
        } catch (RuntimeException | Error failure) {
            transaction.rollBack();
            throw failure;
        }
        switch (fault.getAndSet(CommitFault.NONE)) {
            case NONE -> transaction.commit();
            case LOST_BEFORE -> {
                transaction.rollBack();
                throw new IntegrationException(ErrorCode.COMMIT_UNKNOWN, "the connection was lost while committing");
            }
            case LOST_AFTER -> {
                transaction.commit();
                throw new IntegrationException(ErrorCode.COMMIT_UNKNOWN, "the connection was lost while committing");
            }
        }
        return result;
    }

    @Override
    public MappingRepository mappings() {
        return mappings;
    }

    @Override
    public CheckpointRepository checkpoints() {
        return checkpoints;
    }

    @Override
    public LeaseRepository leases() {
        return leases;
    }

    @Override
    public JobRunRepository jobRuns() {
        return jobRuns;
    }

    @Override
    public DeadLetterRepository deadLetters() {
        return deadLetters;
    }

    @Override
    public KeptRecordRepository keptRecords() {
        return keptRecords;
    }

    @Override
    public DeferredRecordRepository deferredRecords() {
        return deferredRecords;
    }

    @Override
    public ConnectorRepository connectors() {
        return connectors;
    }

    @Override
    public IntegrationLogRepository integrationLog() {
        return integrationLog;
    }

    @Override
    public SuppressionRepository suppressions() {
        return suppressions;
    }

    @Override
    public AuditRepository audit() {
        return audit;
    }

    @Override
    public RateUseRepository rateUse() {
        return rateUse;
    }

    @Override
    public TenantRepository tenants() {
        return tenants;
    }

    @Override
    public CredentialRepository credentials() {
        return credentials;
    }

    @Override
    public AuthorizationRepository authorizations() {
        return authorizations;
    }

    @Override
    public ReviewRepository reviews() {
        return reviews;
    }

    @Override
    public ScanRepository scans() {
        return scans;
    }

    @Override
    public PushRepository pushes() {
        return pushes;
    }

    @Override
    public FieldMappingRepository fieldMappings() {
        return fieldMappings;
    }

    @Override
    public CrossTenantRepository acrossTenants() {
        return new CrossTenantRepository() {
            @Override
            public int purge(UnitOfWork unit, PurgedTable table, Instant before, int limit) {
                return switch (table) {
                    case JOB_RUN -> jobRuns.purge(unit, before, limit);
                    case INTEGRATION_LOG -> integrationLog.purge(unit, before, limit);
                    case PENDING_AUTHORIZATION -> authorizations.purge(unit, before, limit);
                    case REVIEW_ITEM -> reviews.purge(unit, before, limit);
                };
            }

            @Override
            public int fenceAll(UnitOfWork unit, long leap) {
                return leases.fenceAll(unit, leap);
            }

            @Override
            public List<StoredConnector> connectorsToCheck(UnitOfWork unit, Instant before, int limit) {
                return connectors.toCheck(before, limit);
            }

            @Override
            public List<StoredCredential> credentialsNotUnder(
                    UnitOfWork unit, String primaryKeyId, Optional<StoredCredential> after, int limit) {
                return credentials.notUnder(primaryKeyId, after, limit);
            }

            @Override
            public Set<String> credentialKeyIds(UnitOfWork unit) {
                Set<String> all = new TreeSet<>(credentials.keyIds());
                all.addAll(keptRecords.keyIds());
                return all;
            }

            @Override
            public List<KeptRecord> keptRecordsNotUnder(
                    UnitOfWork unit, String primaryKeyId, Optional<KeptRecord> after, int limit) {
                return keptRecords.notUnder(primaryKeyId, after, limit);
            }
        };
    }
}
