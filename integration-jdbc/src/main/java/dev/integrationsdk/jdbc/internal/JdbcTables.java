package dev.integrationsdk.jdbc.internal;

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
import dev.integrationsdk.store.KeptRecordRepository;
import dev.integrationsdk.store.LeaseRepository;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.PushRepository;
import dev.integrationsdk.store.RateUseRepository;
import dev.integrationsdk.store.ReviewRepository;
import dev.integrationsdk.store.ScanRepository;
import dev.integrationsdk.store.SuppressionRepository;
import dev.integrationsdk.store.TenantRepository;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** All tables of one database, wired. Immutable. */
public record JdbcTables(
        MappingRepository mappings,
        CheckpointRepository checkpoints,
        LeaseRepository leases,
        JobRunRepository jobRuns,
        DeadLetterRepository deadLetters,
        KeptRecordRepository keptRecords,
        DeferredRecordRepository deferredRecords,
        ConnectorRepository connectors,
        IntegrationLogRepository integrationLog,
        SuppressionRepository suppressions,
        AuditRepository audit,
        RateUseRepository rateUse,
        CredentialRepository credentials,
        AuthorizationRepository authorizations,
        FieldMappingRepository fieldMappings,
        ReviewRepository reviews,
        ScanRepository scans,
        PushRepository pushes,
        TenantRepository tenants,
        CrossTenantRepository acrossTenants,
        LentDatabase lentDatabase) {

    /**
     * Chooses the dialect, prepares the schema and wires the tables.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION for a database without a dialect
     *     and for a schema that does not fit, STORE_UNAVAILABLE if the database cannot be reached
     */
    public static JdbcTables of(DataSource dataSource, TablePrefix prefix, Consumer<SchemaHistory> preparation) {
        Dialect dialect = Dialects.of(dataSource);
        List<Migration> migrations = Migration.of(dialect);
        preparation.accept(new SchemaHistory(dataSource, dialect, prefix, migrations));
        Table.Source source = new Table.Source(prefix, dialect, HandleOpener.withoutTemplates());
        ScopeTable scopes = new ScopeTable(source);
        LeaseTable leases = new LeaseTable(source, scopes);
        ConnectorTable connectors = new ConnectorTable(source);
        KeptRecordTable keptRecords = new KeptRecordTable(source, scopes);
        AuditTable audit = new AuditTable(source);
        CredentialTable credentials = new CredentialTable(source);
        return new JdbcTables(
                new MappingTable(source, scopes),
                new CheckpointTable(source, scopes),
                leases,
                new JobRunTable(source, scopes),
                new DeadLetterTable(source, scopes),
                keptRecords,
                new DeferredRecordTable(source, scopes),
                connectors,
                new IntegrationLogTable(source),
                new SuppressionTable(source, scopes),
                audit,
                new RateUseTable(source),
                credentials,
                new AuthorizationTable(source),
                new FieldMappingTable(source),
                new ReviewTable(source, scopes),
                new ScanTable(source, scopes),
                new PushTable(source, scopes),
                new TenantTables(source, scopes, audit),
                new CrossTenantTables(source, leases, connectors, credentials, keptRecords),
                new LentDatabase(dialect, prefix, migrations));
    }
}
