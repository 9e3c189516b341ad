package dev.integrationsdk.store;

/** The repositories of one database. Authors of a store implement it. Thread-safe. */
public interface Repositories {
    MappingRepository mappings();

    CheckpointRepository checkpoints();

    LeaseRepository leases();

    JobRunRepository jobRuns();

    DeadLetterRepository deadLetters();
}
