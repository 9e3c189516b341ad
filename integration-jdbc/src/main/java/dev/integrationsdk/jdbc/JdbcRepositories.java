package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.internal.JdbcTables;
import dev.integrationsdk.jdbc.internal.SchemaHistory;
import dev.integrationsdk.jdbc.internal.TablePrefix;
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
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.ReviewRepository;
import dev.integrationsdk.store.ScanRepository;
import dev.integrationsdk.store.SuppressionRepository;
import dev.integrationsdk.store.TenantRepository;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The library's repositories in the host's relational database. Thread-safe.
 *
 * <p>The data source serves for choosing the dialect and for the schema, while this is built; afterwards every method
 * works on the {@link java.sql.Connection} of the unit of work that it is given, so that the library's rows commit with
 * the host's.
 *
 * <pre>{@code
 * DataSource dataSource = …;
 * Repositories repositories = JdbcRepositories.builder(dataSource).schemaMode(SchemaMode.MIGRATE).build();
 * TransactionRunner transactions = JdbcTransactionRunner.of(dataSource);
 * }</pre>
 */
public final class JdbcRepositories implements Repositories {
    private final JdbcTables tables;

    private JdbcRepositories(JdbcTables tables) {
        this.tables = tables;
    }

    /**
     * With tables named {@code integration_…}, which must be there.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException see {@link Builder#build}
     */
    public static JdbcRepositories of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public MappingRepository mappings() {
        return tables.mappings();
    }

    @Override
    public CheckpointRepository checkpoints() {
        return tables.checkpoints();
    }

    @Override
    public LeaseRepository leases() {
        return tables.leases();
    }

    @Override
    public JobRunRepository jobRuns() {
        return tables.jobRuns();
    }

    @Override
    public DeadLetterRepository deadLetters() {
        return tables.deadLetters();
    }

    @Override
    public KeptRecordRepository keptRecords() {
        return tables.keptRecords();
    }

    @Override
    public DeferredRecordRepository deferredRecords() {
        return tables.deferredRecords();
    }

    @Override
    public void verify(UnitOfWork unit) {
        tables.lentDatabase().verify(unit);
    }

    @Override
    public ConnectorRepository connectors() {
        return tables.connectors();
    }

    @Override
    public IntegrationLogRepository integrationLog() {
        return tables.integrationLog();
    }

    @Override
    public SuppressionRepository suppressions() {
        return tables.suppressions();
    }

    @Override
    public AuditRepository audit() {
        return tables.audit();
    }

    @Override
    public RateUseRepository rateUse() {
        return tables.rateUse();
    }

    @Override
    public TenantRepository tenants() {
        return tables.tenants();
    }

    @Override
    public CredentialRepository credentials() {
        return tables.credentials();
    }

    @Override
    public AuthorizationRepository authorizations() {
        return tables.authorizations();
    }

    @Override
    public FieldMappingRepository fieldMappings() {
        return tables.fieldMappings();
    }

    @Override
    public ReviewRepository reviews() {
        return tables.reviews();
    }

    @Override
    public ScanRepository scans() {
        return tables.scans();
    }

    @Override
    public PushRepository pushes() {
        return tables.pushes();
    }

    @Override
    public CrossTenantRepository acrossTenants() {
        return tables.acrossTenants();
    }

    /** Chooses where the tables are and what is done about them. Not thread-safe. */
    public static final class Builder {
        private final DataSource dataSource;
        private TablePrefix prefix = TablePrefix.DEFAULT;
        private SchemaMode schemaMode = SchemaMode.VALIDATE;

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        /**
         * Sets what the tables' names begin with; {@code integration_} unless set.
         *
         * @throws IllegalArgumentException unless it is a lower-case letter and up to 19 of {@code a-z 0-9 _}
         */
        public Builder tablePrefix(String tablePrefix) {
            this.prefix = new TablePrefix(tablePrefix);
            return this;
        }

        /** Sets what is done about the tables; {@link SchemaMode#VALIDATE} unless set. */
        public Builder schemaMode(SchemaMode mode) {
            this.schemaMode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Looks at the database, prepares the schema as the mode says, and gives the repositories.
         *
         * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if there is no dialect for
         *     the database, or its tables are missing, outdated, newer than this version or changed; STORE_UNAVAILABLE
         *     if it cannot be reached; STORE_FAILED if it refuses a migration
         */
        public JdbcRepositories build() {
            return new JdbcRepositories(JdbcTables.of(dataSource, prefix, preparation()));
        }

        private Consumer<SchemaHistory> preparation() {
            return switch (schemaMode) {
                case MIGRATE -> SchemaHistory::migrate;
                case VALIDATE -> SchemaHistory::validate;
                case NONE -> history -> {};
            };
        }
    }
}
