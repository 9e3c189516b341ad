package dev.integrationsdk.scans;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.scan.Checkpoints;
import dev.integrationsdk.scan.StreamPosition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.spi.identity.ScanKind.FULL;
import static dev.integrationsdk.spi.identity.ScanKind.INCREMENTAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Positions that are shown and set back. */
class CheckpointTest {
    private final ScanHost host = new ScanHost();
    private final Checkpoints checkpoints = host.integrations.checkpoints();

    @BeforeEach
    void sixRecords() {
        for (int i = 0; i < 6; i++) {
            host.remote.put("id-" + i, "name " + i);
            host.clock.turn(Duration.ofMinutes(1));
        }
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void afterAResetTheNextRunReadsEverythingAgainAndChangesNothing() {
        host.run(INCREMENTAL);
        host.handled.clear();

        checkpoints.reset(ScanHost.OPERATOR, host.stream(INCREMENTAL), "rows were lost");
        JobRun again = host.run(INCREMENTAL);

        assertThat(again.counts().read()).isGreaterThanOrEqualTo(6);
        assertThat(again.counts().of(RecordState.UNCHANGED))
                .isEqualTo(again.counts().read());
        assertThat(host.handled).isEmpty();
    }

    @Test
    void whatWasGivenUpCanBeGoneBackTo() {
        host.run(INCREMENTAL);
        SyncCheckpoint former = host.checkpoint(INCREMENTAL).orElseThrow().checkpoint();

        assertThat(checkpoints.reset(ScanHost.OPERATOR, host.stream(INCREMENTAL), "a mistake"))
                .contains(former);
        checkpoints.replay(ScanHost.OPERATOR, host.stream(INCREMENTAL), former, "undone");

        assertThat(host.checkpoint(INCREMENTAL).orElseThrow().checkpoint()).isEqualTo(former);
        assertThat(host.run(INCREMENTAL).counts().read()).isZero();
    }

    @Test
    void aReplayBeginsAtThePositionOfTheOperator() {
        host.run(INCREMENTAL);
        SyncCheckpoint later = SyncCheckpoint.of(
                TimeWindow.FORMAT,
                host.clock.instant().minus(Duration.ofMinutes(2)).toString());

        checkpoints.replay(ScanHost.OPERATOR, host.stream(INCREMENTAL), later, "the last two minutes");
        long revision = host.checkpoint(INCREMENTAL).orElseThrow().revision();

        assertThat(host.run(INCREMENTAL).counts().of(RecordState.UNCHANGED)).isEqualTo(2);
        assertThat(host.checkpoint(INCREMENTAL).orElseThrow().revision()).isGreaterThan(revision);
    }

    @Test
    void theAdapterIsAskedWhetherThePositionIsItsOwn() {
        assertRefused(
                ErrorCode.INVALID_CONFIGURATION,
                "an instant",
                () -> checkpoints.replay(
                        ScanHost.OPERATOR, host.stream(FULL), SyncCheckpoint.of(1, "page 3"), "why not"));
        assertThat(host.checkpoint(FULL)).isEmpty();
    }

    @Test
    void aStreamThatRunsIsLeftAlone() {
        List<ErrorCode> refusals = new ArrayList<>();
        host.duringPage = changes -> {};
        host.remote.beforePull(request -> {
            try {
                checkpoints.reset(ScanHost.OPERATOR, host.stream(FULL), "too early");
            } catch (IntegrationException refusal) {
                refusals.add(refusal.code());
            }
        });

        assertThat(host.run(FULL).status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(refusals).isNotEmpty().containsOnly(ErrorCode.ALREADY_RUNNING);
        host.remote.beforePull(request -> {});
        checkpoints.reset(ScanHost.OPERATOR, host.stream(FULL), "now");
        assertThat(host.checkpoint(FULL)).isEmpty();
    }

    @Test
    void aRunFromBeforeTheResetWritesNothingMore() {
        host.remote.beforePull(request -> {
            if (request.from().isPresent() && host.checkpoint(FULL).isPresent()) {
                host.remote.beforePull(later -> {});
                host.clock.turn(Duration.ofMinutes(5));
                checkpoints.reset(ScanHost.OPERATOR, host.stream(FULL), "its worker hangs");
            }
        });

        JobRun fenced = host.run(FULL);

        assertThat(fenced.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(host.checkpoint(FULL)).isEmpty();
    }

    @Test
    void whoDidItAndWhyAndFromWhereIsAudited() {
        host.run(FULL);
        checkpoints.reset(ScanHost.OPERATOR, host.stream(FULL), "rows were lost");

        AuditEntry.Act act = host.integrations
                .audit()
                .list(Actor.SYSTEM, ScanHost.ACME, Long.MAX_VALUE, 1)
                .get(0)
                .act();

        assertThat(act.action()).isEqualTo(AuditAction.CHECKPOINT_RESET);
        assertThat(act.actor()).isEqualTo(ScanHost.OPERATOR);
        assertThat(act.detail()).contains("FULL of contact", "rows were lost", "SyncCheckpoint");
    }

    @Test
    void positionsOfAllStreamsAreListed() {
        host.run(FULL);
        host.run(INCREMENTAL);

        assertThat(checkpoints.list(Actor.SYSTEM, host.scope()))
                .extracting(StreamPosition::stream)
                .containsExactly(host.stream(FULL), host.stream(INCREMENTAL));
    }

    @Test
    void withoutAReasonNothingIsSetBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoints.reset(ScanHost.OPERATOR, host.stream(FULL), " "));
    }

    @Test
    void anEntityTypeThatTheSystemDoesNotHaveIsRefused() {
        assertRefused(
                ErrorCode.INVALID_CONFIGURATION,
                "no entity type 'ticket'",
                () -> checkpoints.reset(ScanHost.OPERATOR, host.connector.stream(EntityType.of("ticket"), FULL), "x"));
    }

    private static void assertRefused(ErrorCode code, String text, Runnable call) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(call::run)
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal.getMessage()).contains(text);
                });
    }
}
