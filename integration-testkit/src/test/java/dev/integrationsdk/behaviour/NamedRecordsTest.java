package dev.integrationsdk.behaviour;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Change;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Runs over records that somebody names. */
class NamedRecordsTest extends HostCase {
    @Test
    void namedRecordsAreReadAndAppliedAsAScanWould() {
        host.remote.page(contact("1", "Ada"));
        host.full();
        host.remote.record(contact("1", "Ada Lovelace")).record(contact("2", "Grace"));
        host.remote.record(Change.deleted(ExternalId.of("3"), Change.DeleteKind.DELETED));

        JobRun run = pull("1", "2", "3", "2");

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.stream().scanKind()).isEqualTo(ScanKind.RECORD);
        assertThat(run.counts().of(RecordState.UPDATED)).isEqualTo(1);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(run.counts().skipReasons()).containsEntry("unknown", 1L);
        assertThat(run.counts().read()).isEqualTo(3);
        assertThat(host.rows).hasSize(2);
        assertThat(host.remote.read()).extracting(ExternalId::value).containsExactly("1", "2", "3");
    }

    @Test
    void noCheckpointOfAScanMovesAndEveryRunBeginsAnew() {
        host.remote.record(contact("1", "Ada"));

        pull("1");
        JobRun again = pull("1");

        assertThat(again.counts().of(RecordState.UNCHANGED)).isEqualTo(1);
        assertThat(host.integrations.inspection(Actor.SYSTEM).checkpoint(stream()))
                .isEmpty();
    }

    @Test
    void manyAreReadInPagesOfWhatTheAdapterCan() {
        restart(new Host(RunLimits.ofDefaults().withPagesPerCommit(3), FieldMapping.identity()));
        String[] ids = IntStream.range(0, 25).mapToObj(i -> "id-" + i).toArray(String[]::new);
        Host.contacts(0, 25).forEach(host.remote::record);

        JobRun run = pull(ids);

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(25);
    }

    @Test
    void aRecordThatTheRemoteDoesNotAnswerForIsADeadLetterAndNeverADeletion() {
        host.remote.page(contact("1", "Ada"));
        host.full();
        host.remote.forget(ExternalId.of("1"));

        JobRun run = pull("1");

        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.rows).hasSize(1);
        assertThat(host.listener.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.externalId()).contains(ExternalId.of("1"));
            assertThat(letter.message()).contains("did not answer");
        });
    }

    @Test
    void anAnswerForARecordThatNobodyAskedForStopsTheRun() {
        host.remote.record(ExternalId.of("1"), contact("2", "Mallory"));

        JobRun run = pull("1");

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(host.rows).isEmpty();
    }

    @Test
    void anAdapterThatCannotReadSingleRecordsSaysSo() {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> pull("1"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    private JobRun pull(String... ids) {
        return host.integrations
                .records()
                .pull(
                        Actor.SYSTEM,
                        host.scope(),
                        List.of(ids).stream().map(ExternalId::of).toList());
    }
}
