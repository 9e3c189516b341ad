package dev.integrationsdk.behaviour;

import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.CallStatus;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.store.RateUse;
import dev.integrationsdk.testkit.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contact;
import static dev.integrationsdk.behaviour.Host.withPagesPerCommit;
import static org.assertj.core.api.Assertions.assertThat;

class RunCallsTest {
    private final Host host = withPagesPerCommit(1);

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void everyPageLeavesOneEntryInOrderWithTheRunsCorrelationId() {
        host.remote.page(contact("1", "a")).page(contact("2", "b")).page(contact("3", "c"));
        host.remote.failOnPage(1, new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "status 503"));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        List<IntegrationLogEntry> log = log();
        assertThat(log).extracting(entry -> entry.outcome().attempts()).containsExactly(1, 2, 1);
        assertThat(log).allSatisfy(entry -> {
            assertThat(entry.call().operation()).isEqualTo("pull contact");
            assertThat(entry.outcome().status()).isEqualTo(CallStatus.SUCCESS);
            assertThat(entry.correlationId()).isEqualTo(run.correlationId());
        });
    }

    @Test
    void entriesAreCommittedWithTheirPageAndNotBefore() {
        host.remote.page(contact("1", "a")).page(contact("2", "b"));
        List<Integer> committed = new ArrayList<>();
        host.duringPage = changes -> committed.add(host.handled.size());
        host.afterPage = () -> committed.add(log().size());

        host.full();

        assertThat(committed.get(0)).isZero();
        assertThat(committed.get(1)).isBetween(1, 2);
        assertThat(log()).hasSize(2);
    }

    @Test
    void aPageThatIsNotCommittedTakesItsEntriesToTheNextTransaction() {
        host.remote.page(contact("1", "a"));
        host.duringPage = changes -> {
            host.duringPage = again -> {};
            host.store.failNextCommit(InMemoryStore.CommitFault.LOST_AFTER);
        };

        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(log()).hasSize(1);
    }

    @Test
    void theCallThatEndedARunIsWrittenWithItsEnd() {
        host.remote.page(contact("1", "a")).page(contact("2", "b"));
        host.remote.failOnPage(1, new IntegrationException(ErrorCode.PERMISSION_DENIED, "no scope"));

        assertThat(host.full().status()).isEqualTo(RunStatus.FAILED);

        IntegrationLogEntry last = log().get(1);
        assertThat(last.outcome().status()).isEqualTo(CallStatus.FAILED);
        assertThat(last.outcome().code()).contains(ErrorCode.PERMISSION_DENIED);
        assertThat(last.outcome().message()).isEqualTo("no scope");
    }

    @Test
    void aDirectionThatIsSwitchedOffSendsNoPacketAndSavesNoRun() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            host.remote.page(contact("1", "a"));
            host.remote.answerOnPage(0, connecting(server));
            host.integrations
                    .connectors()
                    .declare(host.connector.toBuilder()
                            .directions(Set.of(Direction.PUSH))
                            .build());

            JobRun skipped = host.full();

            assertThat(skipped.status()).isEqualTo(RunStatus.SKIPPED);
            assertThat(skipped.failure().orElseThrow().code()).isEqualTo(ErrorCode.SWITCHED_OFF);
            assertThat(accepted(server)).isFalse();
            Optional<JobRun> saved =
                    host.store.inTransaction(unit -> host.store.jobRuns().find(unit, Host.ACME, skipped.id()));
            assertThat(saved).isEmpty();
            assertThat(log().get(0).outcome().status()).isEqualTo(CallStatus.SKIPPED);
            assertThat(log().get(0).outcome().attempts()).isZero();

            host.integrations.connectors().declare(host.connector);
            host.full();
            assertThat(accepted(server)).isTrue();
        }
    }

    @Test
    void aConnectorThatIsSwitchedOffDuringARunStopsItWhereItStands() {
        host.remote.page(contact("1", "a")).page(contact("2", "b")).page(contact("3", "c"));
        host.remote.answerOnPage(1, request -> {
            host.integrations
                    .connectors()
                    .declare(host.connector.toBuilder().directions(Set.of()).build());
            request.call().gate().before("GET", "/contacts");
            throw new AssertionError("the gate is open");
        });

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.SWITCHED_OFF);
        assertThat(host.rows).hasSize(1);
    }

    @Test
    void theThreadThatFetchesAheadTakesNoPortionOfALongLimitFromTheStore() {
        ConnectorConfig limited = host.connector.toBuilder()
                .limits(CallLimits.ofDefaults().withRates(List.of(new RateLimit(20, Duration.ofHours(1)))))
                .build();
        host.integrations.connectors().declare(limited);
        for (int page = 0; page < 15; page++) {
            host.remote.page(contact("id-" + page, "a"));
            host.remote.answerOnPage(page, throughTheGate(page));
        }
        Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
        host.store.onTransaction(() -> threads.add(Thread.currentThread()));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(15);
        assertThat(threads).containsExactly(Thread.currentThread());
        List<RateUse> uses =
                host.store.inTransaction(unit -> host.store.rateUse().list(unit, Host.ACME));
        assertThat(uses).singleElement().satisfies(use -> assertThat(use.used()).isEqualTo(15));
        assertThat(log()).hasSize(15);
    }

    private Function<PullRequest, PullPage> throughTheGate(int page) {
        return request -> {
            request.call().gate().before("GET", "/contacts");
            SyncCheckpoint next = SyncCheckpoint.of(1, Integer.toString(page + 1));
            List<Change> changes = List.of(contact("id-" + page, "a"));
            return page == 14 ? PullPage.last(changes, next, Completeness.COMPLETE) : PullPage.more(changes, next);
        };
    }

    private static Function<PullRequest, PullPage> connecting(ServerSocket server) {
        return request -> {
            request.call().gate().before("GET", "/contacts");
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                throw new IntegrationException(ErrorCode.PERMISSION_DENIED, "connected to " + socket.getPort());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        };
    }

    private static boolean accepted(ServerSocket server) throws IOException {
        try (Socket socket = server.accept()) {
            return socket.isBound();
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private List<IntegrationLogEntry> log() {
        List<IntegrationLogEntry> entries = new ArrayList<>(host.store.inTransaction(
                unit -> host.store.integrationLog().list(unit, host.connector.key(), LogWindow.latest(100))));
        Collections.reverse(entries);
        return entries;
    }
}
