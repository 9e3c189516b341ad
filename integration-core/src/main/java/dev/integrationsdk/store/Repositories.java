package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;

/** The repositories of one database. Authors of a store implement it. Thread-safe. */
public interface Repositories {
    MappingRepository mappings();

    CheckpointRepository checkpoints();

    LeaseRepository leases();

    JobRunRepository jobRuns();

    DeadLetterRepository deadLetters();

    KeptRecordRepository keptRecords();

    DeferredRecordRepository deferredRecords();

    ConnectorRepository connectors();

    IntegrationLogRepository integrationLog();

    SuppressionRepository suppressions();

    AuditRepository audit();

    RateUseRepository rateUse();

    TenantRepository tenants();

    CredentialRepository credentials();

    AuthorizationRepository authorizations();

    ReviewRepository reviews();

    ScanRepository scans();

    PushRepository pushes();

    FieldMappingRepository fieldMappings();

    /** For the library's own work; hosts use {@link Retention}. */
    CrossTenantRepository acrossTenants();

    /**
     * Looks whether a runner's transactions reach these repositories: once, when the library is built with both.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if they do not, with what to do
     */
    default void verify(UnitOfWork unit) {}
}
