package dev.integrationsdk.behaviour;

import dev.integrationsdk.behaviour.SeparateHost.Delivery;
import dev.integrationsdk.behaviour.SeparateHost.Killed;
import dev.integrationsdk.behaviour.SeparateHost.Step;
import dev.integrationsdk.behaviour.SeparateHost.Step.Moment;
import dev.integrationsdk.behaviour.SeparateHost.Step.Place;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.behaviour.Host.contact;
import static dev.integrationsdk.behaviour.Host.contacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The mode SEPARATE: the host's rows live in another store than the library's. */
class SeparateTest {
    /** The first transaction of the library opens the run; the second reserves, the third records. */
    private static final int RESERVING = 2;

    private static final int RECORDING = 3;

    private SeparateHost host = new SeparateHost(true);

    @AfterEach
    void close() {
        host.close();
    }

    private void restart(SeparateHost other) {
        host.close();
        host = other;
    }

    /** Runs a full scan; every death of the process is followed by another one that goes on. */
    private JobRun fullWithRestarts() {
        while (true) {
            try {
                return host.full();
            } catch (Killed killed) {
                host.startAgain();
            }
        }
    }

    private static Consumer<Step> once(Place place, int transaction, Moment moment, Runnable action) {
        return step -> {
            if (step.is(place, transaction, moment)) {
                action.run();
            }
        };
    }

    private void killAt(Place place, int transaction, Moment moment) {
        host.onStep = once(place, transaction, moment, host::kill);
    }

    private void assertOneRowForEach(int records) {
        assertThat(host.rows.values()).extracting(SeparateHost.Row::externalId).doesNotHaveDuplicates();
        assertThat(host.rows).hasSize(records);
        host.rows.forEach((id, row) -> {
            assertThat(host.mapping(row.externalId()).internalId()).isEqualTo(id);
            assertThat(host.mapping(row.externalId()).status()).isEqualTo(MappingStatus.ACTIVE);
        });
        assertThat(host.mappings(MappingStatus.ACTIVE)).isEqualTo(records);
    }

    private void assertEveryReplayWasTheSame() {
        Map<String, Set<String>> ids = host.deliveries.stream()
                .collect(Collectors.groupingBy(
                        Delivery::externalId,
                        Collectors.mapping(
                                delivery -> delivery.internalId() + " " + delivery.deliveryId(), Collectors.toSet())));
        assertThat(ids.values()).allSatisfy(each -> assertThat(each).hasSize(1));
    }

    /** A death after the last page lets the next run begin a new scan, in which nothing has changed. */
    private void assertEveryRecordIsCountedOnce(int records) {
        assertThat(host.counted(RecordState.CREATED)).isEqualTo(records);
        assertThat(host.counted() - host.counted(RecordState.UNCHANGED)).isEqualTo(records);
    }

    @Test
    void everyRecordGetsOneRowInTheHostsStoreAndOneMappingInTheLibrarys() {
        host.remote.page(contacts(0, 5)).page(contacts(5, 10));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(10);
        assertThat(host.deliveries).hasSize(10).allMatch(Delivery::isNew);
        assertOneRowForEach(10);
        assertThat(host.mappings(MappingStatus.RESERVED)).isZero();
    }

    @Test
    void recordsThatHaveNotChangedOpenNoTransactionOfTheHost() {
        host.remote.page(contacts(0, 5));
        host.full();
        List<Place> places = new ArrayList<>();
        host.onStep = step -> places.add(step.place());

        JobRun second = host.full();

        assertThat(second.counts().of(RecordState.UNCHANGED)).isEqualTo(5);
        assertThat(places).isNotEmpty().doesNotContain(Place.HOST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProcessThatDiesAtAnyStepIsFollowedByTheSameIdsAndNoDuplicates(boolean transactional) {
        int steps = 0;
        boolean died = true;
        while (died) {
            restart(new SeparateHost(transactional));
            host.remote.page(contacts(0, 3)).page(contacts(3, 6));
            AtomicInteger left = new AtomicInteger(steps);
            host.onStep = step -> {
                if (left.getAndDecrement() == 0) {
                    host.kill();
                }
            };

            JobRun run = fullWithRestarts();

            host.onStep = step -> {};
            died = left.get() < 0;
            assertThat(run.status()).as("death at step %d", steps).isEqualTo(RunStatus.SUCCEEDED);
            assertOneRowForEach(6);
            assertEveryReplayWasTheSame();
            assertEveryRecordIsCountedOnce(6);
            steps++;
        }
        assertThat(steps).as("opening, two pages, six rows, ending").isEqualTo(3 * (1 + 2 * 3 + 1) + 6 + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "LIBRARY, 2, LOST_BEFORE",
        "LIBRARY, 2, LOST_AFTER",
        "HOST, 1, LOST_BEFORE",
        "HOST, 1, LOST_AFTER",
        "LIBRARY, 3, LOST_BEFORE",
        "LIBRARY, 3, LOST_AFTER"
    })
    void aCommitOfUnknownOutcomeIsFollowedByTheSameIds(Place place, int transaction, CommitFault fault) {
        host.remote.page(contacts(0, 5)).page(contacts(5, 10));
        InMemoryStore store = place == Place.HOST ? host.hostStore : host.library;
        AtomicInteger faults = new AtomicInteger();
        host.onStep = once(place, transaction, Moment.UNCOMMITTED, () -> {
            faults.incrementAndGet();
            store.failNextCommit(fault);
        });

        JobRun run = host.full();

        assertThat(faults).hasValue(1);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(10);
        assertThat(run.counts().read()).isEqualTo(10);
        assertOneRowForEach(10);
        assertEveryReplayWasTheSame();
    }

    /** Kills at 4 in 100 steps. */
    private JobRun thousandRecordsUnderRandomDeaths(long seed) {
        for (int from = 0; from < 1_000; from += 50) {
            host.remote.page(contacts(from, from + 50));
        }
        Random random = new Random(seed);
        host.onStep = step -> {
            if (step.moment() != Moment.WRITING && random.nextInt(100) < 4) {
                host.kill();
            }
        };
        JobRun run = fullWithRestarts();
        host.onStep = step -> {};
        return run;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aThousandRecordsUnderRandomDeathsMakeAThousandRows(long seed) {
        JobRun run = thousandRecordsUnderRandomDeaths(seed);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.deliveries).as("some were handed over again").hasSizeGreaterThan(1_000);
        assertOneRowForEach(1_000);
        assertEveryReplayWasTheSame();
        assertEveryRecordIsCountedOnce(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aHandlerThatMakesItsOwnIdsGetsDuplicates(long seed) {
        host.ownIds = true;

        thousandRecordsUnderRandomDeaths(seed);

        assertThat(host.rows.values().stream().map(SeparateHost.Row::externalId).distinct())
                .hasSize(1_000);
        assertThat(host.rows).hasSizeGreaterThan(1_000);
    }

    @Test
    void aRecordThatFailsInTheHostsStoreBecomesADeadLetterAndKeepsItsReservedId() {
        host.remote.page(contacts(0, 5));
        host.poison.add("id-3");

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(4);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(run.counts().read()).isEqualTo(5);
        assertOneRowForEach(4);
        assertThat(host.mapping("id-3").status()).isEqualTo(MappingStatus.RESERVED);
        assertThat(host.integrations().inspection().deadLetters(host.scope(), 10))
                .extracting(DeadLetter::code)
                .containsExactly(ErrorCode.HANDLER_FAILED);
        UUID reserved = host.mapping("id-3").internalId();
        host.poison.clear();

        host.full();

        assertThat(host.rows).containsKey(reserved);
        assertOneRowForEach(5);
        assertEveryReplayWasTheSame();
        assertThat(host.integrations().inspection().deadLetters(host.scope(), 10))
                .isEmpty();
    }

    @Test
    void aHostsTransactionThatFailsAtItsEndForOneRecordSparesTheOthers() {
        host.remote.page(contacts(0, 3));
        host.onStep = step -> {
            if (step.place() == Place.HOST
                    && step.moment() == Moment.UNCOMMITTED
                    && host.rows.values().stream()
                            .anyMatch(row -> row.externalId().equals("id-1"))) {
                throw new IllegalStateException("a constraint that is checked at the end");
            }
        };

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.integrations().inspection().deadLetters(host.scope(), 10))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.externalId()).hasValue(ExternalId.of("id-1"));
                    assertThat(letter.message())
                            .contains("IllegalStateException")
                            .doesNotContain("constraint");
                });
        assertOneRowForEach(2);
    }

    @Test
    void aHostsStoreThatIsAwayForAMomentIsTriedAgainWithTheSameIds() {
        host.remote.page(contacts(0, 3));
        host.onStep = once(Place.HOST, 1, Moment.UNCOMMITTED, () -> {
            throw new IntegrationException(ErrorCode.STORE_UNAVAILABLE, "planted");
        });

        assertThat(host.full().counts().of(RecordState.CREATED)).isEqualTo(3);
        assertThat(host.deliveries).hasSize(6);
        assertEveryReplayWasTheSame();
        assertOneRowForEach(3);
    }

    @Test
    void aHandlerCanSayThatItsStoreIsAwayAndNoRecordIsAtFault() {
        restart(new SeparateHost(false));
        host.remote.page(contacts(0, 3));
        host.duringPage = () -> {
            throw new IntegrationException(ErrorCode.STORE_UNAVAILABLE, "planted");
        };

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.counts().read()).isZero();
        assertThat(host.integrations().inspection().checkpoint(host.stream(ScanKind.FULL)))
                .isEmpty();
        host.duringPage = () -> {};
        host.full();
        assertOneRowForEach(3);
    }

    @Test
    void aLeaseThatIsLostAfterTheHostsCommitLeavesTheRowsAndTheNextRunHandsThemOverAgain() {
        host.remote.page(contacts(0, 3));
        host.onStep = once(Place.HOST, 1, Moment.COMMITTED, this::rivalTakesTheLease);

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.LEASE_LOST);
        assertThat(run.counts().read()).isZero();
        assertThat(host.rows).hasSize(3);
        assertThat(host.mappings(MappingStatus.RESERVED)).isEqualTo(3);
        assertThat(host.integrations().inspection().checkpoint(host.stream(ScanKind.FULL)))
                .isEmpty();
        host.onStep = step -> {};
        host.startAgain();
        host.full();
        assertThat(host.deliveries).hasSize(6);
        assertEveryReplayWasTheSame();
        assertOneRowForEach(3);
    }

    @Test
    void aLeaseThatIsLostBeforeTheHostsTransactionHandsNothingOver() {
        host.remote.page(contacts(0, 3));
        host.onStep = once(Place.LIBRARY, RESERVING, Moment.COMMITTED, this::rivalTakesTheLease);

        JobRun run = host.full();

        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.LEASE_LOST);
        assertThat(host.deliveries).isEmpty();
    }

    private void rivalTakesTheLease() {
        host.clock.turn(SeparateHost.LEASE.plusSeconds(1));
        host.library.inTransaction(
                unit -> host.library.leases().acquire(unit, host.stream(ScanKind.FULL), "rival", SeparateHost.LEASE));
    }

    @Test
    void aRowThatTheHostHasAlreadyIsAdoptedInPlaceOfTheReservedId() {
        UUID existing = new UUID(0, 7);
        host.rows.put(existing, new SeparateHost.Row("id-1", Optional.of("typed by hand")));
        host.matching = SeparateTest::byExternalId;
        host.remote.page(contacts(0, 3));
        killAt(Place.HOST, 1, Moment.COMMITTED);

        fullWithRestarts();

        assertThat(host.counted(RecordState.ADOPTED)).isEqualTo(1);
        assertThat(host.counted(RecordState.CREATED)).isEqualTo(2);
        assertThat(host.mapping("id-1").internalId()).isEqualTo(existing);
        assertOneRowForEach(3);
    }

    @Test
    void aRowOfOneRecordIsNotAdoptedForAnotherOne() {
        host.remote.page(contacts(0, 1));
        fullWithRestarts();
        UUID row = host.mapping("id-0").internalId();
        SeparateHost.Row before = host.rows.get(row);
        host.matching = (change, table) -> List.of(row);
        host.remote.page(contacts(1, 2));

        fullWithRestarts();

        assertThat(host.counted(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.rows).containsOnlyKeys(row).containsEntry(row, before);
    }

    private static List<UUID> byExternalId(InboundChange change, Map<UUID, SeparateHost.Row> table) {
        return table.entrySet().stream()
                .filter(row ->
                        row.getValue().externalId().equals(change.externalId().value()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void aReplayThatMatchesTheRowOfItsOwnReservedIdCreatesAndDoesNotAdopt() {
        host.matching = SeparateTest::byExternalId;
        host.remote.page(contacts(0, 3));
        killAt(Place.HOST, 1, Moment.COMMITTED);

        fullWithRestarts();

        assertThat(host.counted(RecordState.CREATED)).isEqualTo(3);
        assertThat(host.counted(RecordState.ADOPTED)).isZero();
        assertOneRowForEach(3);
    }

    @Test
    void theRowOfTheReservedIdWinsOverARowThatMatchesTheRecordsNewerState() {
        host.matching = (change, table) -> {
            Set<UUID> hits = new HashSet<>();
            table.forEach((id, row) -> {
                if (id.equals(change.internalId())
                        || row.name().equals(change.attributes().text("name"))) {
                    hits.add(id);
                }
            });
            return hits;
        };
        host.remote.page(contact("a", "Ada"));
        killAt(Place.HOST, 1, Moment.COMMITTED);
        assertDies();
        UUID written = host.deliveries.get(0).internalId();
        UUID stranger = new UUID(0, 8);
        host.rows.put(stranger, new SeparateHost.Row("of the host's own", Optional.of("Ada Lovelace")));
        host.remote.clear().page(contact("a", "Ada Lovelace"));
        host.startAgain();

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.mapping("a").internalId()).isEqualTo(written);
        assertThat(host.rows).containsOnlyKeys(written, stranger);
    }

    private void assertDies() {
        try {
            host.full();
        } catch (Killed killed) {
            return;
        }
        throw new AssertionError("the process was to die");
    }

    @Test
    void aRowWrittenUnderAnIdThatIsReservedForAnotherRecordIsNotAdopted() {
        host.remote.page(contact("a", "Ada"), contact("b", "Ada"));
        killAt(Place.HOST, 1, Moment.COMMITTED);
        assertDies();
        UUID ofB = host.deliveries.get(1).internalId();
        host.matching = (change, table) -> Set.of(ofB);
        host.startAgain();

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.mapping("b").internalId()).isEqualTo(ofB);
        assertThat(host.integrations().inspection().deadLetters(host.scope(), 10))
                .extracting(DeadLetter::code)
                .containsExactly(ErrorCode.AMBIGUOUS_MATCH);
    }

    /** The host has the row, and the library only its reserved id. */
    private UUID reserved(String id) {
        host.remote.page(contact(id, "Ada"));
        killAt(Place.HOST, 1, Moment.COMMITTED);
        assertDies();
        host.startAgain();
        host.remote.clear();
        assertThat(host.mapping(id).status()).isEqualTo(MappingStatus.RESERVED);
        assertThat(host.rows).containsKey(host.mapping(id).internalId());
        return host.mapping(id).internalId();
    }

    private Delivery last() {
        return host.deliveries.get(host.deliveries.size() - 1);
    }

    @Test
    void aDeletionOfARecordWhoseIdIsOnlyReservedIsHandedOverOnce() {
        UUID row = reserved("a");
        Change deletion = Change.deleted(ExternalId.of("a"), DeleteKind.DELETED);
        host.remote.page(deletion);

        JobRun first = host.full();
        JobRun second = host.full();

        assertThat(first.counts().of(RecordState.DELETED)).isEqualTo(1);
        assertThat(second.counts().of(RecordState.UNCHANGED)).isEqualTo(1);
        assertThat(last().kind()).isEqualTo(ChangeKind.DELETED);
        assertThat(last().internalId()).isEqualTo(row);
        assertThat(host.rows).isEmpty();
        assertThat(host.mapping("a").status()).isEqualTo(MappingStatus.DELETED);
    }

    @Test
    void aMergeOfARecordWhoseIdIsOnlyReservedTakesItsRowAway() {
        UUID row = reserved("a");
        host.remote.page(contact("b", "Ada Lovelace"), new Change.Merged(ExternalId.of("a"), ExternalId.of("b")));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.DELETED)).isEqualTo(1);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.rows).hasSize(1).doesNotContainKey(row);
        assertThat(host.mapping("a").internalId()).isEqualTo(host.mapping("b").internalId());
    }

    @Test
    void aSurvivorWhoseIdIsOnlyReservedIsNotNamed() {
        host.remote.page(contact("loser", "Ada"));
        host.full();
        host.remote.clear().page(contact("survivor", "Ada"));
        host.poison.add("survivor");
        host.full();
        host.remote.clear().page(new Change.Merged(ExternalId.of("loser"), ExternalId.of("survivor")));

        host.full();

        assertThat(last().kind()).isEqualTo(ChangeKind.MERGED);
        assertThat(host.survivors).containsExactly(Optional.empty());
    }

    @Test
    void aRekeyedRecordTakesItsReservedIdAlongUnseen() {
        UUID row = reserved("old");
        int handedOver = host.deliveries.size();
        host.remote.page(new Change.Rekeyed(ExternalId.of("old"), ExternalId.of("new")));
        JobRun rekeying = host.full();
        assertThat(rekeying.counts().skipReasons()).containsEntry("unknown", 1L);
        assertThat(host.deliveries).hasSize(handedOver);
        host.remote.clear().page(contact("new", "Ada Lovelace"));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.mapping("new").internalId()).isEqualTo(row);
        assertOneRowForEach(1);
    }

    @Test
    void aRecordThatComesBackAfterAMergeIsReservedAnotherIdAndDeliveredAnew() {
        host.remote.page(contact("a", "Ada"), contact("b", "Ada"));
        host.full();
        UUID former = host.mapping("a").internalId();
        String firstDelivery = host.deliveries.get(0).deliveryId();
        host.remote.clear().page(new Change.Merged(ExternalId.of("a"), ExternalId.of("b")));
        host.full();
        host.matching = (change, table) -> Set.of(host.mapping("b").internalId());
        host.remote.clear().page(contact("a", "Ada"));
        int handedOver = host.deliveries.size();
        host.onStep = new KillOnce(Place.HOST, Moment.COMMITTED);

        JobRun run = fullWithRestarts();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.mapping("a").internalId())
                .isNotIn(former, host.mapping("b").internalId());
        assertOneRowForEach(2);
        List<Delivery> again = host.deliveries.subList(handedOver, host.deliveries.size());
        assertThat(again).hasSize(2);
        assertThat(again.get(1)).isEqualTo(again.get(0));
        assertThat(again.get(0).deliveryId()).isNotEqualTo(firstDelivery);
    }

    private final class KillOnce implements Consumer<Step> {
        private final Place place;
        private final Moment moment;
        private boolean done;

        KillOnce(Place place, Moment moment) {
            this.place = place;
            this.moment = moment;
        }

        @Override
        public void accept(Step step) {
            if (!done && step.place() == place && step.moment() == moment) {
                done = true;
                host.kill();
            }
        }
    }

    @Test
    void aSkippedRecordIsNoKnownRecordAndKeepsItsReservedId() {
        Change without = Change.upserted(ExternalRecord.of(
                ExternalId.of("a"), Attributes.builder().put("email", null).build()));
        host.remote.page(without);

        JobRun first = host.full();
        UUID reserved = host.mapping("a").internalId();
        JobRun second = host.full();

        assertThat(first.counts().skipReasons()).containsExactly(Map.entry("no-email", 1L));
        assertThat(second.counts().skipReasons()).containsExactly(Map.entry("no-email", 1L));
        assertThat(host.mapping("a").status()).isEqualTo(MappingStatus.RESERVED);
        assertThat(host.mapping("a").internalId()).isEqualTo(reserved);
        assertEveryReplayWasTheSame();
    }

    @Test
    void anotherStreamThatRekeysInBetweenMakesThePageBeginAnew() {
        host.remote.page(contacts(0, 2));
        host.onStep = once(
                Place.LIBRARY,
                RECORDING,
                Moment.BEFORE,
                () -> host.library.inTransaction(unit -> {
                    host.library
                            .mappings()
                            .rekey(unit, host.scope(), Map.of(ExternalId.of("id-1"), ExternalId.of("id-9")));
                    return true;
                }));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(2);
        assertThat(host.mapping("id-1").status()).isEqualTo(MappingStatus.ACTIVE);
    }

    @Test
    void aStoreWithoutTransactionsLendsNothingAndSaysSo() {
        List<String> order = new ArrayList<>();
        String result = TransactionRunner.none().inTransaction(unit -> {
            unit.afterCommit(() -> {
                order.add("after");
                throw new IllegalStateException("of no consequence");
            });
            unit.afterCommit(() -> order.add("after that"));
            order.add("work");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> unit.unwrap(Connection.class))
                    .withMessageContaining("java.sql.Connection")
                    .withMessageContaining("no transactions");
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(order).containsExactly("work", "after", "after that");
    }
}
