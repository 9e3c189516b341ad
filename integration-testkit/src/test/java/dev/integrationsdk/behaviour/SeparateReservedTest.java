package dev.integrationsdk.behaviour;

import dev.integrationsdk.behaviour.SeparateHost.Delivery;
import dev.integrationsdk.behaviour.SeparateHost.Step;
import dev.integrationsdk.behaviour.SeparateHost.Step.Moment;
import dev.integrationsdk.behaviour.SeparateHost.Step.Place;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.MappingStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contact;
import static org.assertj.core.api.Assertions.assertThat;

/** The mode SEPARATE: records of which the library has no more than a reserved id. */
class SeparateReservedTest extends SeparateCase {
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
}
