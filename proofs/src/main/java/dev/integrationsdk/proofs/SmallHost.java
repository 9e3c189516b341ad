package dev.integrationsdk.proofs;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.databases.Database;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.FakeConnector;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A host with one table {@code contact} in any database and a scripted remote; what it works through can be wrapped.
 * Each tenant is a stream of its own, so that one database serves many proofs. Thread-safe as {@link Integrations} is.
 */
public final class SmallHost implements AutoCloseable {
    private final Database database;
    private final TenantId tenant;
    private final ScriptedRemote script;
    private final FakeConnector remote;
    private final Integrations integrations;

    private SmallHost(Builder parts) {
        database = parts.database;
        tenant = parts.tenant;
        script = parts.script;
        remote = parts.remote;
        DataSource dataSource = parts.dataSource.apply(new UnpooledSource(database));
        Repositories repositories = parts.repositories.apply(
                JdbcRepositories.builder(dataSource).schemaMode(SchemaMode.NONE).build());
        TransactionRunner transactions = parts.transactions.apply(JdbcTransactionRunner.of(dataSource));
        IntegrationsBuilder builder = Integrations.builder(repositories, transactions)
                .adapter(parts.adapter())
                .handler(FakeConnector.SYSTEM, FakeConnector.CONTACT, parts.handler)
                .limits(parts.limits)
                .clock(parts.clock)
                .retryPolicy(parts.retryPolicy);
        parts.listeners.forEach(builder::listener);
        integrations = builder.build();
        integrations.connectors().declare(connector(tenant));
        script.tell(remote);
    }

    /** Makes the library's tables and the host's own in an empty database; to be called by one process. */
    public static void prepare(Database database) {
        JdbcRepositories.builder(new UnpooledSource(database))
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        database.execute("""
                CREATE TABLE contact (
                    id UUID PRIMARY KEY,
                    tenant VARCHAR(64) NOT NULL,
                    name VARCHAR(20) NOT NULL,
                    state VARCHAR(20) NOT NULL,
                    changes INTEGER NOT NULL)""", "CREATE INDEX contact_tenant ON contact (tenant)");
    }

    /** A host in a database that was {@link #prepare}d. */
    public static Builder in(Database database) {
        return new Builder(database);
    }

    private static ConnectorConfig connector(TenantId tenant) {
        return ConnectorConfig.of(tenant, ConnectorId.of("crm"), FakeConnector.SYSTEM);
    }

    /** The stream that {@link #run} runs. */
    public StreamId stream() {
        return connector(tenant).stream(FakeConnector.CONTACT, ScanKind.FULL);
    }

    /** A full scan, or the rest of one. */
    public JobRun run() {
        return integrations.run(stream());
    }

    public FakeConnector remote() {
        return remote;
    }

    public Integrations integrations() {
        return integrations;
    }

    /** Looks through connections of its own, whatever the host's are wrapped in. */
    public Evidence evidence() {
        return new Evidence(database, stream(), script);
    }

    /** Closes the library, and H2 if it is embedded, since its file is one process's. */
    @Override
    public void close() {
        integrations.close();
        closeFile(database);
    }

    /** Gives the file of an embedded H2 to the next process; nothing happens to a server's database. */
    public static void closeFile(Database database) {
        if (database.url().startsWith("jdbc:h2:file:")) {
            database.execute("SHUTDOWN");
        }
    }

    /** Puts a host together. Everything has a default. Not thread-safe. */
    public static final class Builder {
        private final Database database;
        private final FakeConnector remote = new FakeConnector();
        private final List<IntegrationListener> listeners = new ArrayList<>();
        private TenantId tenant = TenantId.of("acme");
        private ScriptedRemote script = ScriptedRemote.USUAL;
        private EntityHandler handler = new ContactHandler();
        private UnaryOperator<PullSource> source = UnaryOperator.identity();
        private UnaryOperator<DataSource> dataSource = UnaryOperator.identity();
        private UnaryOperator<Repositories> repositories = UnaryOperator.identity();
        private UnaryOperator<TransactionRunner> transactions = UnaryOperator.identity();
        private Clock clock = Clock.systemUTC();
        private RunLimits limits = RunLimits.ofDefaults().withPagesPerCommit(1);
        private RetryPolicy retryPolicy =
                RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2));

        private Builder(Database database) {
            this.database = database;
        }

        /** Sets whose stream it is; {@code acme} unless set. */
        public Builder tenant(String name) {
            tenant = TenantId.of(name);
            return this;
        }

        /** Sets what the remote holds; {@link ScriptedRemote#USUAL} unless set. */
        public Builder script(ScriptedRemote held) {
            script = held;
            return this;
        }

        /** Sets who writes the rows; a {@link ContactHandler} unless set. */
        public Builder handler(EntityHandler writer) {
            handler = writer;
            return this;
        }

        /** Adds an observer. */
        public Builder listener(IntegrationListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Wraps what pages come from: the scripted remote. */
        public Builder source(UnaryOperator<PullSource> wrapping) {
            source = wrapping;
            return this;
        }

        /** Wraps what connections come from: a new one each time, of {@link Database#connect}. */
        public Builder dataSource(UnaryOperator<DataSource> wrapping) {
            dataSource = wrapping;
            return this;
        }

        /** Wraps the library's repositories. */
        public Builder repositories(UnaryOperator<Repositories> wrapping) {
            repositories = wrapping;
            return this;
        }

        /** Wraps what lends transactions. */
        public Builder transactions(UnaryOperator<TransactionRunner> wrapping) {
            transactions = wrapping;
            return this;
        }

        /** Sets the only clock; the system's unless set. */
        public Builder clock(Clock onlyClock) {
            clock = onlyClock;
            return this;
        }

        /** Sets how much a run takes in at once; the usual with one page a commit unless set. */
        public Builder limits(RunLimits runLimits) {
            limits = runLimits;
            return this;
        }

        /** Sets how failed transactions are tried again; the usual with delays of a millisecond unless set. */
        public Builder retryPolicy(RetryPolicy policy) {
            retryPolicy = policy;
            return this;
        }

        private ConnectorProvider adapter() {
            return new ConnectorProvider() {
                @Override
                public ConnectorDescriptor descriptor() {
                    return remote.descriptor();
                }

                @Override
                public Connector open(ConnectorContext context) {
                    PullSource scripted =
                            remote.open(context).capability(PullSource.class).orElseThrow();
                    return new Pulling(source.apply(scripted));
                }
            };
        }

        /** Opens it, with the remote's script told. */
        public SmallHost open() {
            return new SmallHost(this);
        }
    }

    private record Pulling(PullSource source) implements Connector {
        @Override
        public <C extends Capability> Optional<C> capability(Class<C> type) {
            return type.isInstance(source) ? Optional.of(type.cast(source)) : Optional.empty();
        }
    }
}
