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
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.store.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contacts;
import static org.assertj.core.api.Assertions.assertThat;

/** Records that cannot be read, mapped or applied. */
class BadRecordTest extends HostCase {
    @Test
    void oneBadRecordBecomesADeadLetterAndTheOthersAreApplied() {
        host.remote.page(contacts(0, 30));
        host.poison.add("id-7");

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(29);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.rows).hasSize(29);
        DeadLetter letter = host.integrations
                .inspection(Actor.SYSTEM)
                .deadLetters(host.scope(), 10)
                .get(0);
        assertThat(letter.externalId()).hasValue(ExternalId.of("id-7"));
        assertThat(letter.code()).isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(letter.message()).doesNotContain("poison");
    }

    @Test
    void theLastRecordOfAPageCanBeTheBadOne() {
        host.remote.page(contacts(0, 3));
        host.poison.add("id-2");

        assertThat(host.full().counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.integrations.inspection(Actor.SYSTEM).deadLetters(host.scope(), 10))
                .hasSize(1);
    }

    @Test
    void aDeadLetterCountsItsAttemptsAndGoesOnceTheRecordIsApplied() {
        host.remote.page(contacts(0, 3));
        host.poison.add("id-1");
        host.full();
        host.full();
        assertThat(host.integrations.inspection(Actor.SYSTEM).deadLetters(host.scope(), 10))
                .singleElement()
                .extracting(DeadLetter::attempts)
                .isEqualTo(2);
        host.poison.clear();

        host.full();

        assertThat(host.integrations.inspection(Actor.SYSTEM).deadLetters(host.scope(), 10))
                .isEmpty();
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
        assertThat(host.integrations.inspection(Actor.SYSTEM).checkpoint(stream()))
                .isEmpty();
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
        assertThat(host.integrations.inspection(Actor.SYSTEM).deadLetters(host.scope(), 100))
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

        assertThat(host.integrations.inspection(Actor.SYSTEM).deadLetters(host.scope(), 10))
                .hasSize(2);
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
}
