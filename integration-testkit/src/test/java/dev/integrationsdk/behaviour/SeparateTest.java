package dev.integrationsdk.behaviour;

import dev.integrationsdk.behaviour.SeparateHost.Delivery;
import dev.integrationsdk.behaviour.SeparateHost.Step.Moment;
import dev.integrationsdk.behaviour.SeparateHost.Step.Place;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.MappingStatus;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The mode SEPARATE: the host's rows live in another store than the library's. */
class SeparateTest extends SeparateCase {
    /** The third transaction of the library: the first opens the run, the second reserves. */
    private static final int RECORDING = 3;

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
        assertThat(host.integrations().inspection(Actor.SYSTEM).deadLetters(host.scope(), 10))
                .extracting(DeadLetter::code)
                .containsExactly(ErrorCode.HANDLER_FAILED);
        UUID reserved = host.mapping("id-3").internalId();
        host.poison.clear();

        host.full();

        assertThat(host.rows).containsKey(reserved);
        assertOneRowForEach(5);
        assertEveryReplayWasTheSame();
        assertThat(host.integrations().inspection(Actor.SYSTEM).deadLetters(host.scope(), 10))
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
        assertThat(host.integrations().inspection(Actor.SYSTEM).deadLetters(host.scope(), 10))
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
        assertThat(host.integrations().inspection(Actor.SYSTEM).checkpoint(host.stream(ScanKind.FULL)))
                .isEmpty();
        host.duringPage = () -> {};
        host.full();
        assertOneRowForEach(3);
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

    @Test
    void aRecordThatWaitsKeepsItsPromisedIdAndIsAppliedUnderIt() {
        host.waits.put("ada", "acme");
        host.remote.record(Host.contact("ada", "Ada")).page(Host.contact("ada", "Ada"));
        host.full();
        assertThat(host.counted(RecordState.DEFERRED)).isEqualTo(1);
        assertThat(host.rows).isEmpty();
        UUID promised = host.mapping("ada").internalId();
        host.remote.clear().page(Host.contact("acme", "company"));

        host.full();

        assertThat(host.rows).hasSize(2).containsKey(promised);
        assertThat(host.mapping("ada").isActive()).isTrue();
        assertThat(host.integrations().deadLetters().waiting(Actor.SYSTEM, host.scope(), Optional.empty(), 10))
                .isEmpty();
    }
}
