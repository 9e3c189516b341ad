package dev.integrationsdk.jdbc;

import dev.integrationsdk.testkit.contract.CheckpointRepositoryContract;
import dev.integrationsdk.testkit.contract.DeadLetterRepositoryContract;
import dev.integrationsdk.testkit.contract.JobRunRepositoryContract;
import dev.integrationsdk.testkit.contract.LeaseRepositoryContract;
import dev.integrationsdk.testkit.contract.MappingRepositoryContract;

/** Every contract of a repository. */
interface AllContracts
        extends MappingRepositoryContract,
                CheckpointRepositoryContract,
                LeaseRepositoryContract,
                JobRunRepositoryContract,
                DeadLetterRepositoryContract {}
