package dev.integrationsdk.testkit.contract;

/** Everything that a store must hold to. Authors of a store implement it in one test class. */
public interface StoreContract
        extends MappingRepositoryContract,
                CheckpointRepositoryContract,
                LeaseRepositoryContract,
                JobRunRepositoryContract,
                DeadLetterRepositoryContract,
                KeptRecordRepositoryContract,
                DeferredRecordRepositoryContract,
                ConnectorRepositoryContract,
                IntegrationLogRepositoryContract,
                SuppressionRepositoryContract,
                ConnectionContract,
                AuditRepositoryContract,
                RateUseRepositoryContract,
                TenantRepositoryContract,
                FenceAllContract,
                IsolationContract,
                CredentialRepositoryContract,
                AuthorizationRepositoryContract,
                FieldMappingRepositoryContract,
                ReviewRepositoryContract,
                ScanRepositoryContract,
                PushRepositoryContract,
                RetentionContract {
    @Override
    StoreUnderTest store();
}
