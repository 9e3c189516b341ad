package dev.integrationsdk.behaviour;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.testkit.FakeConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.ACME;
import static dev.integrationsdk.behaviour.Host.contacts;
import static dev.integrationsdk.testkit.FakeConnector.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What may run, beside what, and how it is stopped. */
class RunControlTest extends HostCase {
    @Test
    void aClosedLibraryBeginsNoRun() {
        host.close();

        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(host::full)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void closingDuringARunStopsItAtThePageBorderAndTheRowSaysSo() {
        restart(Host.withPagesPerCommit(1));
        host.remote.page(contacts(0, 2)).page(contacts(2, 4));
        host.duringPage = changes -> host.integrations.close();

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(host.integrations.inspection(Actor.SYSTEM).run(ACME, run.id()))
                .contains(run);
    }

    @Test
    void aRunOnTheHostsOwnOnlyThreadFetchesByItself() throws Exception {
        ExecutorService onlyThread = Executors.newFixedThreadPool(1);
        restart(new Host(RunLimits.ofDefaults().withPagesPerCommit(1), FieldMapping.identity(), onlyThread));
        host.remote.page(contacts(0, 2)).page(contacts(2, 4)).page(contacts(4, 6));

        JobRun run = onlyThread.submit(host::full).get(30, TimeUnit.SECONDS);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        onlyThread.shutdown();
    }

    @Test
    void aStreamThatIsRunningRefusesASecondRun() {
        host.remote.page(contacts(0, 2));
        List<ErrorCode> refusals = new ArrayList<>();
        host.remote.answerOnPage(0, request -> {
            try {
                host.full();
            } catch (IntegrationException refusal) {
                refusals.add(refusal.code());
            }
            return PullPage.more(contacts(0, 2), SyncCheckpoint.of(1, "1"));
        });

        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(refusals).containsExactly(ErrorCode.ALREADY_RUNNING);
    }

    @Test
    void aRunWhoseLeaseWasTakenWritesNothingMore() {
        host.remote.page(contacts(0, 2));
        host.remote.answerOnPage(0, request -> {
            host.clock.turn(Duration.ofMinutes(5));
            host.store.inTransaction(
                    unit -> host.store.leases().acquire(unit, stream(), "other", Duration.ofSeconds(60)));
            return PullPage.more(contacts(0, 2), SyncCheckpoint.of(1, "1"));
        });

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.LEASE_LOST);
        assertThat(host.rows).isEmpty();
        assertThat(host.integrations.inspection(Actor.SYSTEM).checkpoint(stream()))
                .isEmpty();
    }

    @Test
    void aCancelledRunStopsAtAPageBorderAndIsResumed() {
        restart(Host.withPagesPerCommit(1));
        host.remote.page(contacts(0, 2)).page(contacts(2, 4));
        host.duringPage = changes -> host.integrations.cancel(stream());

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(host.rows).hasSize(2);
        host.duringPage = changes -> {};
        host.full();
        assertThat(host.rows).hasSize(4);
    }

    @Test
    void whatCannotBeginSaysWhatIsMissing() {
        assertRefused(new StreamId(host.connector.scope(EntityType.of("ticket")), ScanKind.FULL), "ticket", "contact");
        assertRefused(new StreamId(host.connector.scope(FakeConnector.COMPANY), ScanKind.FULL), "no handler");
        assertRefused(
                ConnectorConfig.of(ACME, ConnectorId.of("nope"), FakeConnector.SYSTEM).stream(CONTACT, ScanKind.FULL),
                "acme",
                "no connector 'nope'");
        assertRefused(host.connector.stream(CONTACT, ScanKind.BACKFILL), "BACKFILL");
    }

    private void assertRefused(StreamId refused, String... words) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> host.integrations.run(refused))
                .satisfies(failure -> assertThat(failure.getMessage()).contains(words));
    }

    @Test
    void anUnknownSystemAndWrongSettingsAreRefusedAllAtOnce() {
        ConnectorConfig unknown = ConnectorConfig.of(ACME, ConnectorId.of("x"), SystemCode.of("salesforce"));
        ConnectorConfig wrong = host.connector.withSetting("colour", "red").withSetting("size", "9");

        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> host.integrations.connectors().declare(unknown))
                .satisfies(failure -> assertThat(failure.getMessage()).contains("salesforce", "fake"));
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> host.integrations.connectors().declare(wrong))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("colour", "size")
                        .doesNotContain("red"));
    }
}
