package dev.integrationsdk.behaviour;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.integrationsdk.behaviour.Host.ACME;
import static dev.integrationsdk.behaviour.Host.contacts;
import static dev.integrationsdk.testkit.FakeConnector.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FailureTest {
    private Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    private void restart(Host other) {
        host.close();
        host = other;
    }

    private StreamId stream() {
        return host.connector.stream(CONTACT, ScanKind.FULL);
    }

    @Test
    void oneBadRecordBecomesADeadLetterAndTheOthersAreApplied() {
        host.remote.page(contacts(0, 30));
        host.poison.add("id-7");

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(29);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.rows).hasSize(29);
        DeadLetter letter =
                host.integrations.inspection().deadLetters(host.scope(), 10).get(0);
        assertThat(letter.externalId()).hasValue(ExternalId.of("id-7"));
        assertThat(letter.code()).isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(letter.message()).doesNotContain("poison");
    }

    @Test
    void theLastRecordOfAPageCanBeTheBadOne() {
        host.remote.page(contacts(0, 3));
        host.poison.add("id-2");

        assertThat(host.full().counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.integrations.inspection().deadLetters(host.scope(), 10)).hasSize(1);
    }

    @Test
    void aDeadLetterCountsItsAttemptsAndGoesOnceTheRecordIsApplied() {
        host.remote.page(contacts(0, 3));
        host.poison.add("id-1");
        host.full();
        host.full();
        assertThat(host.integrations.inspection().deadLetters(host.scope(), 10))
                .singleElement()
                .extracting(DeadLetter::attempts)
                .isEqualTo(2);
        host.poison.clear();

        host.full();

        assertThat(host.integrations.inspection().deadLetters(host.scope(), 10)).isEmpty();
        assertThat(host.rows).hasSize(3);
    }

    @Test
    void aHandlerCanSayThatTheStoreIsAtFaultAndNoRecord() {
        host.remote.page(contacts(0, 3));
        List<Integer> calls = new ArrayList<>();
        host.duringPage = changes -> {
            calls.add(changes.size());
            if (calls.size() == 1) {
                throw new IntegrationException(ErrorCode.STORE_CONFLICT, "planted");
            }
        };

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(3);
        assertThat(calls).containsExactly(3, 3);
        assertThat(host.listener.events()).contains("retrying STORE_CONFLICT");
    }

    @Test
    void aHandlerThatFailsOnEverythingStopsTheRunBeforeTheCheckpoint() {
        host.remote.page(contacts(0, 30));
        for (int i = 0; i < 30; i++) {
            host.poison.add("id-" + i);
        }

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(host.integrations.inspection().checkpoint(stream())).isEmpty();
        host.poison.clear();
        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(30);
    }

    @Test
    void manyBadRecordsBesideAGoodOneAreDeadLettersEach() {
        host.remote.page(contacts(0, 30));
        for (int i = 0; i < 29; i++) {
            host.poison.add("id-" + i);
        }

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(29);
        assertThat(host.integrations.inspection().deadLetters(host.scope(), 100))
                .hasSize(29);
    }

    @Test
    void unchangedRecordsDoNotHideAHandlerThatFailsOnEverything() {
        host.remote.page(contacts(0, 1));
        host.full();
        host.remote.clear().page(contacts(0, 30));
        for (int i = 1; i < 30; i++) {
            host.poison.add("id-" + i);
        }

        assertThat(host.full().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void twoUnreadableRecordsAtTheSamePlaceOfTwoPagesAreTwoDeadLetters() {
        UnreadableRecord nameless = new UnreadableRecord(Optional.empty(), "results[3]", "has no id");
        host.remote.page(contacts(0, 1)).page(contacts(1, 2));
        host.remote.answerOnPage(
                0,
                request ->
                        PullPage.more(contacts(0, 1), SyncCheckpoint.of(1, "1")).withUnreadable(List.of(nameless)));
        host.remote.answerOnPage(
                1,
                request -> PullPage.last(contacts(1, 2), SyncCheckpoint.of(1, "2"), Completeness.COMPLETE)
                        .withUnreadable(List.of(nameless)));

        host.full();

        assertThat(host.integrations.inspection().deadLetters(host.scope(), 10)).hasSize(2);
    }

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
        assertThat(host.integrations.inspection().run(ACME, run.id())).contains(run);
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
    void aFailingCredentialSourceIsNamedAndNotTheAdapter() {
        // The scripted remote asks for no credentials, so ask in its place.
        host.remote.page(contacts(0, 1));
        host.remote.answerOnPage(0, request -> {
            host.remote.context().credentials().current();
            throw new IllegalStateException("not reached");
        });

        JobRun.Failure failure = host.full().failure().orElseThrow();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure.message()).contains("credential source", "acme/crm");
    }

    @Test
    void aRecordThatCannotBeMappedBecomesADeadLetterThatNamesTheField() {
        FieldMapping mapping = FieldMapping.builder()
                .requiredField("name", "name")
                .requiredField("email", "email")
                .build();
        restart(new Host(RunLimits.ofDefaults(), mapping));
        host.remote.page(contacts(0, 1));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.listener.deadLetters().get(0).message()).contains("email");
    }

    @Test
    void aRecordThatTheAdapterCannotReadBecomesADeadLetter() {
        host.remote.page(contacts(0, 1));
        host.remote.answerOnPage(
                0,
                request -> PullPage.more(contacts(0, 2), SyncCheckpoint.of(1, "1"))
                        .withUnreadable(List.of(new UnreadableRecord(Optional.empty(), "results[3]", "has no id"))));

        JobRun run = host.full();

        assertThat(run.counts().read()).isEqualTo(3);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.listener.deadLetters().get(0).message()).isEqualTo("results[3]: has no id");
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitFault.class,
            names = {"LOST_BEFORE", "LOST_AFTER"})
    void aCommitOfUnknownOutcomeIsReadBackAndNeverAppliedTwice(CommitFault fault) {
        restart(Host.withPagesPerCommit(1));
        host.remote.page(contacts(0, 5)).page(contacts(5, 10));
        List<Integer> calls = new ArrayList<>();
        host.duringPage = changes -> {
            calls.add(changes.size());
            if (calls.size() == 1) {
                host.store.failNextCommit(fault);
            }
        };

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(10);
        assertThat(host.rows).hasSize(10);
        assertThat(calls).hasSize(fault == CommitFault.LOST_BEFORE ? 3 : 2);
        assertThat(host.listener.events()).contains("retrying COMMIT_UNKNOWN");
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitFault.class,
            names = {"LOST_BEFORE", "LOST_AFTER"})
    void aBeginningWhoseOutcomeIsUnknownIsReadBackAndNotTakenForAnotherWorkers(CommitFault fault) {
        host.remote.page(contacts(0, 5));
        host.store.failNextCommit(fault);

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(5);
        assertThat(host.listener.events()).contains("retrying COMMIT_UNKNOWN");
        assertThat(host.integrations.inspection().runs(run.stream().scope(), 10))
                .extracting(JobRun::id)
                .containsExactly(run.id());
    }

    @Test
    void aPositionThatRepeatsIsAViolationAndNotASuccess() {
        restart(Host.withPagesPerCommit(1));
        host.remote.page(contacts(0, 1)).page(contacts(1, 2)).page(contacts(2, 3));
        host.remote.answerOnPage(2, request -> PullPage.more(contacts(2, 3), SyncCheckpoint.of(1, "1")));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(run.failure().orElseThrow().message()).contains("repeats a position");
        assertThat(host.rows).hasSize(2);
        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(3);
    }

    @Test
    void aPageLargerThanAskedForIsAViolation() {
        restart(new Host(RunLimits.ofDefaults().withRecordsPerPage(2), FieldMapping.identity()));
        host.remote.page(contacts(0, 3));

        assertThat(host.full().failure().orElseThrow().message())
                .contains("sent 3 changes")
                .contains("at most 2");
    }

    @Test
    void anExpiredCursorIsDroppedAndTheScanGoesOnFromItsWatermark() {
        restart(Host.withPagesPerCommit(1));
        host.remote.page(contacts(0, 2)).page(contacts(2, 4));
        host.remote.answerOnPage(
                0,
                request ->
                        PullPage.more(contacts(0, 2), SyncCheckpoint.of(1, "1").withCursor("token")));
        host.remote.failOnPage(1, new IntegrationException(ErrorCode.CURSOR_EXPIRED, "token is too old"));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(4);
        assertThat(host.remote.requests().get(2).from()).hasValue(SyncCheckpoint.of(1, "1"));
    }

    @Test
    void aPassingFailureIsTriedAgain() {
        host.remote.page(contacts(0, 2));
        host.remote.failOnPage(0, new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "status 503"));

        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.listener.events()).contains("retrying SERVICE_UNAVAILABLE");
    }

    @Test
    void aFailureThatLastsEndsTheRunAndKeepsWhatWasRead() {
        host.remote.page(contacts(0, 2)).page(contacts(2, 4));
        for (int i = 0; i < 4; i++) {
            host.remote.failOnPage(1, new IntegrationException(ErrorCode.NETWORK_FAILED, "connection reset"));
        }

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.failure().orElseThrow().retryAt())
                .hasValue(host.clock.instant().plusSeconds(60));
        assertThat(host.rows).hasSize(2);
        JobRun resumed = host.full();
        assertThat(resumed.counts().read()).isEqualTo(2);
        assertThat(host.rows).hasSize(4);
    }

    @Test
    void aLongWaitAskedForByTheRemoteEndsTheRunAndSaysWhenToGoOn() {
        host.remote.page(contacts(0, 2));
        host.remote.failOnPage(
                0,
                IntegrationException.retryAt(
                        ErrorCode.RATE_LIMITED,
                        "daily limit",
                        host.clock.instant().plusSeconds(3600)));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.failure().orElseThrow().retryAt())
                .hasValue(host.clock.instant().plusSeconds(3600));
        assertThat(host.remote.requests()).hasSize(1);
    }

    @Test
    void anAdapterThatThrowsSomethingElseIsADefectAndItsMessageIsNotRepeated() {
        host.remote.page(contacts(0, 2));
        host.remote.answerOnPage(0, request -> {
            throw new IllegalStateException("token=hunter2");
        });

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.ADAPTER_DEFECT);
        assertThat(run.failure().orElseThrow().message()).doesNotContain("hunter2");
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
        assertThat(host.integrations.inspection().checkpoint(stream())).isEmpty();
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
