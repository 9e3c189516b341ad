package dev.integrationsdk.behaviour;

import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.letter.DeadLetterSettings;
import dev.integrationsdk.letter.RecordsKept;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.LetterQuery;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contact;
import static dev.integrationsdk.testkit.FakeConnector.COMPANY;
import static dev.integrationsdk.testkit.FakeConnector.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

/** Records that come before those that they need. */
class DeferredTest extends HostCase {
    private static final Duration LONGEST = Duration.ofDays(2);

    @BeforeEach
    void keepRecords() {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(7).nextBytes(key);
        restart(new Host(builder -> builder.encryptionKeys(
                        EncryptionKeys.builder().key("k", key).primary("k").build())
                .deadLetters(DeadLetterSettings.ofDefaults()
                        .withKept(RecordsKept.ENCRYPTED)
                        .withLongestWait(LONGEST))));
    }

    @Test
    void twoContactsWaitForOneCompanyAndAreAppliedOnceWhenItComes() {
        JobRun contacts = twoWait();
        assertThat(contacts.counts().of(RecordState.DEFERRED)).isEqualTo(2);
        assertThat(contacts.counts().read()).isEqualTo(3);
        assertThat(host.rows).hasSize(1);

        company("acme");

        assertThat(host.rows).hasSize(4);
        assertThat(waiting()).isEmpty();
        assertThat(recordRuns())
                .singleElement()
                .satisfies(
                        run -> assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(2));
        int handled = host.handled.size();
        company("acme");
        host.integrations.deadLetters().retryDue(Actor.SYSTEM, host.scope());
        assertThat(host.handled).hasSize(handled);
    }

    @Test
    void whatComesForOthersWakesNobody() {
        twoWait();
        company("globex");
        assertThat(waiting()).hasSize(2);
        assertThat(recordRuns()).isEmpty();
    }

    @Test
    void aCompanyThatNeverComesMakesADeadLetterThatHealsItselfWhenItDoes() {
        twoWait();
        host.clock.turn(LONGEST.minusSeconds(1));
        assertThat(host.integrations.deadLetters().retryDue(Actor.SYSTEM, host.scope()))
                .isEmpty();
        assertThat(waiting())
                .allSatisfy(record -> assertThat(Duration.between(record.since(), host.clock.instant()))
                        .isLessThan(LONGEST));
        host.clock.turn(Duration.ofSeconds(2));

        JobRun late = host.integrations
                .deadLetters()
                .retryDue(Actor.SYSTEM, host.scope())
                .orElseThrow();

        assertThat(late.counts().of(RecordState.DEAD)).isEqualTo(2);
        assertThat(letters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.waiting()).isTrue();
            assertThat(letter.message()).contains("company acme");
        });
        assertThat(host.integrations.deadLetters().retryDue(Actor.SYSTEM, host.scope()))
                .isEmpty();
        company("acme");
        assertThat(letters()).isEmpty();
        assertThat(waiting()).isEmpty();
        assertThat(host.rows).hasSize(4);
    }

    @Test
    void aWaitForARecordThatIsThereAlreadyIsOverAtOnce() {
        company("acme");
        host.present.clear();
        host.waits.put("ada", "acme");
        host.remote.clear().page(contact("ada", "Ada"));
        host.asRecordRunBegins = () -> host.present.add("acme");

        host.full();

        assertThat(waiting()).isEmpty();
        assertThat(host.rows).hasSize(2);
    }

    @Test
    void aHandlerThatDefersForEverIsAskedOnceForEachRun() {
        company("acme");
        host.present.clear();
        host.waits.put("ada", "acme");
        host.remote.clear().page(contact("ada", "Ada"));

        host.full();
        host.full();

        assertThat(recordRuns()).hasSize(2);
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void twoThatWaitForEachOtherBecomeDeadLetters() {
        host.waitsForType = CONTACT;
        host.waits.put("ada", "bob");
        host.waits.put("bob", "ada");
        host.remote.page(contact("ada", "Ada"), contact("bob", "Bob"));
        assertThat(host.full().counts().of(RecordState.DEFERRED)).isEqualTo(2);
        host.clock.turn(LONGEST);

        host.full();

        assertThat(letters()).hasSize(2).allMatch(DeadLetter::waiting);
    }

    @Test
    void aRecordCannotWaitForItself() {
        host.waitsForType = CONTACT;
        host.waits.put("ada", "ada");
        host.remote.page(contact("ada", "Ada"));
        host.full();
        assertThat(waiting()).isEmpty();
        assertThat(letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.message()).contains("itself"));
    }

    @Test
    void aChainOfRecordsOfOneTypeIsAppliedLinkByLink() {
        host.waitsForType = CONTACT;
        host.waits.put("c", "b");
        host.waits.put("b", "a");
        host.remote.page(contact("c", "C"), contact("b", "B"));
        host.full();
        host.remote.clear().page(contact("a", "A"));

        host.full();

        assertThat(host.rows).hasSize(3);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aWaitingRecordThatChangesIsAppliedInItsLaterState() {
        twoWait();
        host.remote.clear().page(contact("ada", "Ada Lovelace"));
        host.full();
        company("acme");
        assertThat(host.rows.values()).extracting(row -> row.text("name")).contains(Optional.of("Ada Lovelace"));
        assertThat(host.rows).hasSize(4);
    }

    @Test
    void aWaitingRecordThatIsDeletedWaitsNoMore() {
        twoWait();
        host.remote.clear().page(Change.deleted(ExternalId.of("ada"), Change.DeleteKind.DELETED));
        host.full();
        assertThat(waiting()).extracting(record -> record.externalId().value()).containsExactly("bob");
        company("acme");
        assertThat(host.rows).hasSize(3);
    }

    @Test
    void aRecordThatNeedsNoOtherAnyMoreIsAppliedByTheNextScan() {
        twoWait();
        host.waits.clear();
        host.full();
        assertThat(waiting()).isEmpty();
        assertThat(host.rows).hasSize(3);
    }

    @Test
    void aCommitOfUnknownOutcomeAppliesAWokenRecordOnce() {
        twoWait();
        host.asRecordRunBegins = () -> host.store.failNextCommit(CommitFault.LOST_AFTER);
        company("acme");
        assertThat(host.rows).hasSize(4);
        assertThat(waiting()).isEmpty();
        assertThat(recordRuns())
                .singleElement()
                .satisfies(run -> assertThat(run.counts().read()).isEqualTo(2));
    }

    @Test
    void aFollowingRunThatIsStoppedLosesNothing() {
        twoWait();
        host.asRecordRunBegins = () -> host.integrations.cancel(host.connector.stream(CONTACT, ScanKind.RECORD));
        company("acme");
        assertThat(recordRuns()).singleElement().extracting(JobRun::status).isEqualTo(RunStatus.CANCELLED);
        assertThat(waiting()).hasSize(2);
        host.asRecordRunBegins = () -> {};

        host.integrations.deadLetters().retryDue(Actor.SYSTEM, host.scope());

        assertThat(host.rows).hasSize(4);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void withNothingKeptAndNoWayToReadItItIsADeadLetterAtOnce() {
        restart(new Host(builder -> {}));
        JobRun run = twoWait();
        assertThat(run.counts().of(RecordState.DEFERRED)).isZero();
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(2);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void withNothingKeptAWokenRecordIsReadAnew() {
        restart(new Host(builder -> {}));
        host.remote.record(contact("ada", "Ada, read anew")).record(contact("bob", "Bob"));
        twoWait();
        company("acme");
        assertThat(host.rows.values()).extracting(row -> row.text("name")).contains(Optional.of("Ada, read anew"));
        assertThat(host.rows).hasSize(4);
    }

    private JobRun twoWait() {
        host.waits.put("ada", "acme");
        host.waits.put("bob", "acme");
        host.remote.clear().page(contact("ada", "Ada"), contact("bob", "Bob"), contact("zoe", "Zoe"));
        return host.full();
    }

    private void company(String id) {
        host.remote.clear().page(contact(id, "company"));
        host.integrations.run(host.connector.stream(COMPANY, ScanKind.FULL));
    }

    private List<DeferredRecord> waiting() {
        return host.integrations.deadLetters().waiting(Actor.SYSTEM, host.scope(), Optional.empty(), 100);
    }

    private List<DeadLetter> letters() {
        return host.integrations.deadLetters().list(Actor.SYSTEM, host.scope(), LetterQuery.first(100));
    }

    private List<JobRun> recordRuns() {
        EntityScope scope = host.scope();
        return host.integrations.inspection(Actor.SYSTEM).runs(scope, 100).stream()
                .filter(run -> run.stream().scanKind() == ScanKind.RECORD)
                .toList();
    }
}
