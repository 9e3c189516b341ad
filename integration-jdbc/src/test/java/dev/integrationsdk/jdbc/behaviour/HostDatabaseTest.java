package dev.integrationsdk.jdbc.behaviour;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.testkit.RecordingListener;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a real database refuses, and what happens when it goes away. */
class HostDatabaseTest {
    @TempDir
    private Path dir;

    private final RecordingListener listener = new RecordingListener();

    private SmallHost open(EntityHandler handler) throws SQLException {
        SmallHost host = SmallHost.open(SmallHost.url(dir), handler, listener);
        host.script();
        return host;
    }

    private static void write(InboundChange change, dev.integrationsdk.host.UnitOfWork unit) throws SQLException {
        SmallHost.write(unit.unwrap(Connection.class), change);
    }

    @Test
    void aValueThatDoesNotFitItsColumnBecomesADeadLetterWithoutTheValue() throws SQLException {
        try (SmallHost host = open(EntityHandler.each(HostDatabaseTest::write))) {
            host.remote.page(SmallHost.contact(9_999, "a name of far more than twenty characters"));

            JobRun run = host.full();

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(host.isExactly(SmallHost.RECORDS)).isTrue();
            assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
            DeadLetter letter = host.integrations
                    .inspection(Actor.SYSTEM)
                    .deadLetters(host.scope(), 5)
                    .get(0);
            assertThat(letter.code()).isEqualTo(ErrorCode.HANDLER_FAILED);
            assertThat(letter.message())
                    .contains("a value is too long for its column")
                    .doesNotContain("twenty");
        }
    }

    @Test
    void anSqlErrorThatTheHandlerSwallowsIsNotCommitted() throws SQLException {
        EntityHandler swallowing = EntityHandler.each((change, unit) -> {
            try {
                write(change, unit);
            } catch (SQLException swallowed) {
                assertThat(swallowed.getSQLState()).startsWith("22");
            }
        });
        try (SmallHost host = open(swallowing)) {
            host.remote.page(SmallHost.contact(9_999, "a name of far more than twenty characters"));

            JobRun run = host.full();

            assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
            assertThat(host.isExactly(SmallHost.RECORDS)).isTrue();
        }
    }

    @Test
    void aHandlerThatCommitsByItselfIsStopped() throws SQLException {
        EntityHandler committing = EntityHandler.each((change, unit) -> {
            write(change, unit);
            unit.unwrap(Connection.class).commit();
        });
        try (SmallHost host = open(committing)) {
            JobRun run = host.full();

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(host.isExactly(0)).isTrue();
        }
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleIsWaitedForAndNothingIsLost() throws SQLException {
        AtomicInteger calls = new AtomicInteger();
        EntityHandler handler = EntityHandler.each((change, unit) -> {
            if (calls.incrementAndGet() == 60) {
                try (Connection other = DriverManager.getConnection(SmallHost.url(dir))) {
                    other.createStatement().execute("SHUTDOWN IMMEDIATELY");
                }
            }
            write(change, unit);
        });
        try (SmallHost host = open(handler)) {
            JobRun run = host.full();

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(SmallHost.RECORDS);
            assertThat(host.isExactly(SmallHost.RECORDS)).isTrue();
            assertThat(listener.events()).contains("retrying STORE_UNAVAILABLE");
        }
    }

    @Test
    void aDatabaseThatStaysAwayEndsTheRunAndTheNextOneGoesOn() throws SQLException {
        AtomicInteger calls = new AtomicInteger();
        boolean[] down = {true};
        EntityHandler handler = EntityHandler.each((change, unit) -> {
            if (down[0] && calls.incrementAndGet() >= 60) {
                try (Connection other = DriverManager.getConnection(SmallHost.url(dir))) {
                    other.createStatement().execute("SHUTDOWN IMMEDIATELY");
                }
            }
            write(change, unit);
        });
        try (SmallHost host = open(handler)) {
            JobRun run = host.full();
            down[0] = false;

            assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(host.isExactly(2 * SmallHost.RECORDS_PER_PAGE)).isTrue();
            host.expireLeases();
            assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(host.isExactly(SmallHost.RECORDS)).isTrue();
        }
    }

    @Test
    void twoRunsOfOneStreamAtOnceAreRefused() throws SQLException {
        SmallHost[] second = new SmallHost[1];
        ErrorCode[] refusal = new ErrorCode[1];
        EntityHandler handler = EntityHandler.each(HostDatabaseTest::write);
        try (SmallHost host = SmallHost.open(SmallHost.url(dir), handler, new IntegrationListener() {
            @Override
            public void progressed(JobRun run) {
                if (refusal[0] == null) {
                    try {
                        second[0].full();
                    } catch (dev.integrationsdk.spi.error.IntegrationException refused) {
                        refusal[0] = refused.code();
                    }
                }
            }
        })) {
            host.script();
            second[0] = SmallHost.open(SmallHost.url(dir), handler, listener);

            assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(refusal[0]).isEqualTo(ErrorCode.ALREADY_RUNNING);
        }
    }
}
