package dev.integrationsdk.behaviour;

import dev.integrationsdk.behaviour.SeparateHost.Step.Moment;
import dev.integrationsdk.behaviour.SeparateHost.Step.Place;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contact;
import static dev.integrationsdk.behaviour.Host.contacts;
import static org.assertj.core.api.Assertions.assertThat;

/** The mode SEPARATE: rows that the host has already. */
class SeparateMatchTest extends SeparateCase {
    @Test
    void aRowThatTheHostHasAlreadyIsAdoptedInPlaceOfTheReservedId() {
        UUID existing = new UUID(0, 7);
        host.rows.put(existing, new SeparateHost.Row("id-1", Optional.of("typed by hand")));
        host.matching = SeparateMatchTest::byExternalId;
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

        assertThat(host.counted(RecordState.IN_REVIEW)).isEqualTo(1);
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
        host.matching = SeparateMatchTest::byExternalId;
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
        assertThat(run.counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(host.mapping("b").internalId()).isEqualTo(ofB);
    }
}
