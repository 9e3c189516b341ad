package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.DatabaseServer;
import dev.integrationsdk.databases.MariaDbServer;
import dev.integrationsdk.databases.PostgreSqlServer;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.proofs.SmallHost;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** The database server killed while four streams commit, and started again. */
class KilledServerTest {
    private static final int STREAMS = 4;
    private static final int COMMITS_BEFORE = 12;
    private static final long LONGEST_WAIT_SECONDS = 120;

    @Test
    void onPostgreSqlEveryStreamGoesOnWithWhatWasAcknowledged() throws Exception {
        try (DatabaseServer server = PostgreSqlServer.start()) {
            killAndGoOn(server);
        }
    }

    @Test
    @EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
    void onMariaDbEveryStreamGoesOnWithWhatWasAcknowledged() throws Exception {
        try (DatabaseServer server = MariaDbServer.start()) {
            killAndGoOn(server);
        }
    }

    private static void killAndGoOn(DatabaseServer server) throws Exception {
        Database database = server.create();
        SmallHost.prepare(database);
        AtomicInteger commits = new AtomicInteger();
        List<Stream> streams = new ArrayList<>();
        for (int number = 0; number < STREAMS; number++) {
            streams.add(new Stream(database, "stream-" + number, () -> {
                if (commits.incrementAndGet() == COMMITS_BEFORE) {
                    server.kill();
                }
            }));
        }
        runAtOnce(streams);
        assertThat(commits.get()).isGreaterThanOrEqualTo(COMMITS_BEFORE);
        server.restart();
        database.execute("UPDATE integration_lease SET expires_at = TIMESTAMP '2000-01-01 00:00:00'");
        for (Stream stream : streams) {
            try (stream) {
                assertThat(stream.failure).isIn(ErrorCode.STORE_UNAVAILABLE, ErrorCode.COMMIT_UNKNOWN);
                assertThat(stream.host.evidence().contradictions()).isEmpty();
                assertThat(stream.host.evidence().pages())
                        .as("pages that were acknowledged are there")
                        .isGreaterThanOrEqualTo(stream.acknowledged.get());
                assertThat(stream.host.run().status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(stream.host.evidence().missingAtTheEnd()).isEmpty();
            }
        }
    }

    private static void runAtOnce(List<Stream> streams) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(STREAMS);
        CompletableFuture<?>[] runs = streams.stream()
                .map(stream -> CompletableFuture.runAsync(stream::run, threads))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(runs).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        threads.shutdown();
    }

    private static final class Stream implements AutoCloseable {
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final SmallHost host;
        private ErrorCode failure = ErrorCode.ENGINE_DEFECT;

        Stream(Database database, String tenant, Runnable afterCommit) {
            host = SmallHost.in(database)
                    .tenant(tenant)
                    .listener(new IntegrationListener() {
                        @Override
                        public void progressed(JobRun run) {
                            acknowledged.incrementAndGet();
                            afterCommit.run();
                        }
                    })
                    .open();
        }

        void run() {
            try {
                JobRun run = host.run();
                assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
                failure = run.failure().orElseThrow().code();
            } catch (IntegrationException refused) {
                failure = refused.code();
            }
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
