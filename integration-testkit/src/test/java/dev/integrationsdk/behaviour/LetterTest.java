package dev.integrationsdk.behaviour;

import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.letter.DeadLetterSettings;
import dev.integrationsdk.letter.DeadLetters;
import dev.integrationsdk.letter.RecordsKept;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.LetterQuery;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contact;
import static dev.integrationsdk.behaviour.Host.contacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Dead letters in the hands of an operator. */
class LetterTest extends HostCase {
    @Test
    void aLetterIsTriedAgainByReadingItsRecordAnew() {
        DeadLetter letter = oneLetter();
        host.remote.record(contact("id-1", "mended"));
        host.poison.clear();

        JobRun run = letters()
                .retry(Actor.SYSTEM, host.scope(), List.of(letter.id()))
                .orElseThrow();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(open()).isEmpty();
        assertThat(host.rows.values()).extracting(row -> row.text("name")).contains(Optional.of("mended"));
    }

    @Test
    void tryingAgainTwiceDoesNothingTheSecondTime() {
        DeadLetter letter = oneLetter();
        host.remote.record(contact("id-1", "mended"));
        host.poison.clear();
        letters().retry(Actor.SYSTEM, host.scope(), List.of(letter.id()));
        int handled = host.handled.size();

        assertThat(letters().retry(Actor.SYSTEM, host.scope(), List.of(letter.id())))
                .isEmpty();
        assertThat(host.handled).hasSize(handled);
    }

    @Test
    void aRecordThatFailsAgainKeepsItsLetterWithOneAttemptMore() {
        DeadLetter letter = oneLetter();
        host.remote.record(contact("id-1", "as bad"));

        JobRun run = letters()
                .retry(Actor.SYSTEM, host.scope(), List.of(letter.id()))
                .orElseThrow();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(open()).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(letter.id());
            assertThat(again.attempts()).isEqualTo(2);
        });
    }

    @Test
    void allOfOneCauseAreTriedAgainAndNoOthers() {
        host.remote.page(contacts(0, 5));
        host.poison.addAll(Set.of("id-0", "id-1"));
        host.duringPage = changes -> {
            if (changes.size() == 1 && changes.get(0).externalId().value().equals("id-2")) {
                throw new IntegrationException(ErrorCode.CONFLICT, "planted");
            }
        };
        host.full();
        host.poison.clear();
        host.duringPage = changes -> {};
        contacts(0, 5).forEach(host.remote::record);

        JobRun run = letters()
                .retryAll(Actor.SYSTEM, host.scope(), ErrorCode.HANDLER_FAILED)
                .orElseThrow();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(2);
        assertThat(open()).extracting(DeadLetter::code).containsExactly(ErrorCode.CONFLICT);
        assertThat(letters().retryAll(Actor.SYSTEM, host.scope(), ErrorCode.MAPPING_FAILED))
                .isEmpty();
    }

    @Test
    void whereTheAdapterCannotReadItAndNothingIsKeptItCannotBeTriedAgain() {
        DeadLetter letter = oneLetter();
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> letters().retry(Actor.SYSTEM, host.scope(), List.of(letter.id())))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        assertThat(open()).containsExactly(letter);
    }

    @Test
    void whatIsKeptIsAppliedWhereTheAdapterCannotReadIt() {
        restart(keeping());
        DeadLetter letter = oneLetter();
        host.poison.clear();

        JobRun run = letters()
                .retry(Actor.SYSTEM, host.scope(), List.of(letter.id()))
                .orElseThrow();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.rows.values()).extracting(row -> row.text("name")).contains(Optional.of("name 1"));
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatIsKeptIsEncryptedAndEveryTypeComesBackAsItWas() {
        restart(keeping());
        Attributes attributes = Attributes.builder()
                .put("text", "Ada \uD83D\uDE00")
                .put("none", null)
                .put("number", 42L)
                .put("amount", new BigDecimal("1.50"))
                .put("yes", true)
                .put("at", Instant.parse("2026-03-01T10:00:00.000000001Z"))
                .put("day", LocalDate.of(2026, 3, 1))
                .put("photo", Binary.of(new byte[] {0, -1}))
                .put("many", List.of("a", 2L))
                .build();
        host.remote.page(Change.upserted(ExternalRecord.of(ExternalId.of("id-1"), attributes)));
        host.poison.add("id-1");
        host.full();

        assertThat(letters()
                        .attributes(Actor.SYSTEM, host.scope(), open().get(0).id()))
                .contains(attributes);
        assertThat(kept())
                .singleElement()
                .satisfies(row ->
                        assertThat(new String(row, StandardCharsets.UTF_8)).doesNotContain("Ada"));
    }

    @Test
    void nothingIsKeptUnlessTheHostSaysSo() {
        DeadLetter letter = oneLetter();
        assertThat(kept()).isEmpty();
        assertThat(letters().attributes(Actor.SYSTEM, host.scope(), letter.id()))
                .isEmpty();
    }

    @Test
    void whatIsKeptGoesAlongWhenKeysAreRotated() {
        byte[] old = key(1);
        byte[] next = key(2);
        restart(keeping(EncryptionKeys.builder()
                .key("old", old)
                .key("next", next)
                .primary("old")
                .build()));
        oneLetter();
        byte[] before = kept().get(0);
        Host former = host;
        Host rotating = new Host(
                former,
                keepingUnder(EncryptionKeys.builder()
                        .key("old", old)
                        .key("next", next)
                        .primary("next")
                        .build()));
        host = rotating;

        assertThat(host.integrations
                        .keptCredentials()
                        .rotate(Actor.SYSTEM, report -> {})
                        .reencrypted())
                .isEqualTo(1);

        assertThat(kept().get(0)).isNotEqualTo(before);
        former.close();
        restart(new Host(
                host,
                keepingUnder(EncryptionKeys.builder()
                        .key("next", next)
                        .primary("next")
                        .build())));
        assertThat(letters()
                        .attributes(Actor.SYSTEM, host.scope(), open().get(0).id()))
                .isPresent();
    }

    @Test
    void aLaterStateThatARunHasAppliedIsNotOverwrittenByWhatWasKept() {
        restart(keeping());
        DeadLetter letter = oneLetter();
        host.poison.clear();
        host.remote.clear().page(contact("id-1", "newer"));
        host.asRecordRunBegins = () -> host.full();

        Optional<JobRun> run = letters().retry(Actor.SYSTEM, host.scope(), List.of(letter.id()));

        assertThat(run.orElseThrow().counts().skipReasons()).containsEntry("settled", 1L);
        assertThat(host.rows.values()).extracting(row -> row.text("name")).contains(Optional.of("newer"));
        assertThat(open()).isEmpty();
    }

    @Test
    void anEditedRecordGoesThroughTheSameCycle() {
        DeadLetter letter = oneLetter();
        host.poison.clear();

        JobRun run = letters()
                .retryEdited(
                        Actor.SYSTEM,
                        host.scope(),
                        letter.id(),
                        Attributes.builder().put("name", "by hand").build())
                .orElseThrow();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.rows.values()).extracting(row -> row.text("name")).contains(Optional.of("by hand"));
        assertThat(open()).isEmpty();
    }

    @Test
    void aDiscardedStateDoesNotComeAgainButAChangedOneDoes() {
        DeadLetter letter = oneLetter();

        assertThat(letters().discard(Actor.SYSTEM, host.scope(), List.of(letter.id()), "a test record"))
                .isEqualTo(1);
        JobRun same = host.full();
        host.poison.clear();
        JobRun stillSame = host.full();
        host.remote.clear().page(contact("id-0", "name 0"), contact("id-1", "changed"));
        JobRun changed = host.full();

        assertThat(same.counts().skipReasons()).containsEntry("discarded", 1L);
        assertThat(stillSame.counts().skipReasons()).containsEntry("discarded", 1L);
        assertThat(changed.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(open()).isEmpty();
    }

    @Test
    void discardingLeavesAnAuditEntryWithTheReasonAndNothingOfTheRecord() {
        restart(keeping());
        DeadLetter letter = oneLetter();

        letters().discard(Actor.SYSTEM, host.scope(), List.of(letter.id()), "a test record");

        assertThat(kept()).isEmpty();
        assertThat(letters().find(Actor.SYSTEM, host.scope(), letter.id())).isEmpty();
        assertThat(host.integrations.audit().list(Actor.SYSTEM, Host.ACME, Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.act().action()).isEqualTo(AuditAction.LETTERS_DISCARDED);
                    assertThat(entry.act().detail()).contains("a test record");
                });
    }

    @Test
    void aPageOfLettersStaysTheSameWhateverFailsMeanwhile() {
        host.remote.page(contacts(0, 8));
        IntStream.range(0, 7).forEach(i -> host.poison.add("id-" + i));
        host.full();
        List<UUID> seen = new ArrayList<>();
        LetterQuery query = LetterQuery.first(3);
        List<DeadLetter> page = letters().list(Actor.SYSTEM, host.scope(), query);
        while (!page.isEmpty()) {
            page.forEach(letter -> seen.add(letter.id()));
            host.clock.turn(Duration.ofMinutes(1));
            host.full();
            page = letters().list(Actor.SYSTEM, host.scope(), query.withAfter(seen.get(seen.size() - 1)));
        }
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aLetterWhoseTimeHasComeIsTriedAgainAfterTheNextRun() {
        host.remote.page(contacts(0, 2));
        Instant later = host.clock.instant().plusSeconds(60);
        host.duringPage = changes -> {
            if (changes.stream().anyMatch(change -> change.externalId().value().equals("id-1"))) {
                throw IntegrationException.retryAt(ErrorCode.CONFLICT, "not before noon", later);
            }
        };
        host.full();
        host.duringPage = changes -> {};
        host.remote.record(contact("id-1", "name 1"));
        assertThat(letters().retryDue(Actor.SYSTEM, host.scope())).isEmpty();

        host.clock.turn(Duration.ofMinutes(1));

        assertThat(letters()
                        .retryDue(Actor.SYSTEM, host.scope())
                        .orElseThrow()
                        .counts()
                        .of(RecordState.CREATED))
                .isEqualTo(1);
        assertThat(open()).isEmpty();
    }

    @Test
    void aRecordThatIsGoneOverThereHasNoLetterAnyMore() {
        DeadLetter letter = oneLetter();
        host.remote.record(Change.deleted(ExternalId.of("id-1"), Change.DeleteKind.DELETED));

        letters().retry(Actor.SYSTEM, host.scope(), List.of(letter.id()));

        assertThat(open()).isEmpty();
    }

    @Test
    void tooManyLettersPauseTheEntityTypeUntilSomebodyHasMendedSome() {
        List<EventKind> happened = new ArrayList<>();
        restart(new Host(builder -> builder.deadLetters(
                        DeadLetterSettings.ofDefaults().withPauseAt(3))
                .listener(new IntegrationListener() {
                    @Override
                    public void happened(IntegrationEvent event) {
                        happened.add(event.kind());
                    }
                })));
        host.remote.page(contacts(0, 4)).page(contacts(4, 8)).page(contacts(8, 9));
        host.poison.addAll(Set.of("id-0", "id-5", "id-6"));
        contacts(0, 9).forEach(host.remote::record);

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.TOO_MANY_DEAD_LETTERS);
        assertThat(happened).contains(EventKind.ENTITY_TYPE_PAUSED);
        assertThat(host.full().status()).isEqualTo(RunStatus.SKIPPED);
        assertThat(host.integrations.health().diagnose(Actor.SYSTEM, host.connector.key()))
                .anySatisfy(obstacle -> assertThat(obstacle.code()).isEqualTo(ErrorCode.TOO_MANY_DEAD_LETTERS));
        host.poison.clear();
        letters().retry(Actor.SYSTEM, host.scope(), List.of(open().get(0).id()));
        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(9);
        assertThat(open()).isEmpty();
    }

    private DeadLetter oneLetter() {
        host.remote.page(contacts(0, 2));
        host.poison.add("id-1");
        host.full();
        return open().get(0);
    }

    private DeadLetters letters() {
        return host.integrations.deadLetters();
    }

    private List<DeadLetter> open() {
        return letters().list(Actor.SYSTEM, host.scope(), LetterQuery.first(100));
    }

    private List<byte[]> kept() {
        return host.store.inTransaction(unit ->
                host.store.keptRecords().find(unit, host.scope(), List.of(ExternalId.of("id-1"))).values().stream()
                        .map(KeptRecord::envelope)
                        .toList());
    }

    private static Host keeping() {
        return keeping(EncryptionKeys.builder().key("k", key(3)).primary("k").build());
    }

    private static Host keeping(EncryptionKeys keys) {
        return new Host(keepingUnder(keys));
    }

    private static Consumer<IntegrationsBuilder> keepingUnder(EncryptionKeys keys) {
        return builder -> builder.encryptionKeys(keys)
                .deadLetters(DeadLetterSettings.ofDefaults().withKept(RecordsKept.ENCRYPTED));
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(seed).nextBytes(key);
        return key;
    }
}
