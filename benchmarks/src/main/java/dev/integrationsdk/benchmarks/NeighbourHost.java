package dev.integrationsdk.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A host of many tenants whose runs are one request and one commit each: an adapter over HTTP, the library's tables in an
 * H2 in memory. Thread-safe.
 */
final class NeighbourHost implements AutoCloseable {
    private static final SystemCode SYSTEM = SystemCode.of("moody");
    private static final EntityType CONTACT = EntityType.of("contact");
    /** As HubSpot's. */
    private static final RateLimit RATE = new RateLimit(100, Duration.ofSeconds(10));

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 8;

    private final MoodyServer server = new MoodyServer();
    private final HikariDataSource pool;
    private final Integrations integrations;

    NeighbourHost() throws IOException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:neighbours;DB_CLOSE_DELAY=-1");
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        pool = new HikariDataSource(config);
        integrations = Integrations.builder(
                        JdbcRepositories.builder(pool)
                                .schemaMode(SchemaMode.MIGRATE)
                                .build(),
                        JdbcTransactionRunner.of(pool))
                .adapter(new OnePage(server))
                .handler(SYSTEM, CONTACT, (changes, unit) -> Answers.allApplied())
                .limits(RunLimits.ofDefaults().withCallTimeout(CALL_TIMEOUT))
                .build();
    }

    MoodyServer server() {
        return server;
    }

    /** Declares a connector; what its tenant is called says whose remote it has. Two streams. */
    List<StreamId> connector(String tenant, String id) {
        ConnectorConfig config = ConnectorConfig.of(TenantId.of(tenant), ConnectorId.of(id), SYSTEM)
                .onPremise();
        integrations.connectors().declare(config);
        return List.of(config.stream(CONTACT, ScanKind.FULL), config.stream(CONTACT, ScanKind.INCREMENTAL));
    }

    /** Whether a run succeeded. */
    boolean run(StreamId stream) {
        try {
            JobRun run = integrations.run(stream);
            return run.status() == RunStatus.SUCCEEDED;
        } catch (IntegrationException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        integrations.close();
        server.close();
        pool.close();
    }

    private record OnePage(MoodyServer server) implements ConnectorProvider {
        @Override
        public ConnectorDescriptor descriptor() {
            return ConnectorDescriptor.builder(SYSTEM, "One page over HTTP")
                    .entityType(CONTACT)
                    .capability(PullSource.class)
                    .rateLimit(RATE)
                    .build();
        }

        @Override
        public Connector open(ConnectorContext context) {
            boolean bad = context.tenant().value().equals(NeighbourBenchmark.BAD_TENANT);
            URI page = URI.create(server.url(bad ? MoodyServer.BAD : "/well/"));
            return new Reading(context, page);
        }
    }

    private record Reading(ConnectorContext context, URI page) implements Connector, PullSource {
        @Override
        public PullPage pull(PullRequest request) {
            int status = context.http().send(HttpCall.get(page), request.call()).status();
            if (status != 200) {
                throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "the remote answered " + status);
            }
            Attributes attributes = Attributes.builder().put("name", "Ada").build();
            return PullPage.last(
                    List.of(Change.upserted(ExternalRecord.of(ExternalId.of("1"), attributes))),
                    SyncCheckpoint.of(1, "1"),
                    Completeness.COMPLETE);
        }
    }
}
