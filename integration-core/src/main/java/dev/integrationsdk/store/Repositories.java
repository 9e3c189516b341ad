package dev.integrationsdk.store;

/** The repositories of one database. Authors of a store implement it. Thread-safe. */
public interface Repositories {
    MappingRepository mappings();

    CheckpointRepository checkpoints();

    LeaseRepository leases();

    JobRunRepository jobRuns();

    DeadLetterRepository deadLetters();

    ConnectorRepository connectors();

    IntegrationLogRepository integrationLog();

    SuppressionRepository suppressions();

    /** For the library's own work; hosts use {@link Retention}. */
    CrossTenantRepository acrossTenants();
}
