package dev.integrationsdk.behaviour;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.integrationsdk.behaviour.Host.contacts;
import static org.assertj.core.api.Assertions.assertThat;

/** The remote, the adapter or the database fails. */
class FailureTest extends HostCase {
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
        assertThat(host.integrations.inspection(Actor.SYSTEM).runs(run.stream().scope(), 10))
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
}
