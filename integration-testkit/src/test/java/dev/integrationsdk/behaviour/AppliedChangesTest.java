package dev.integrationsdk.behaviour;

import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.MappingStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.behaviour.Host.contact;
import static dev.integrationsdk.behaviour.Host.record;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of one change: by its kind, by what is known, by what the host has. */
class AppliedChangesTest extends HostCase {
    @Test
    void ofTwoStatesOfOneRecordInAPageTheLaterOneCounts() {
        host.remote.page(contact("a", "first"), contact("b", "other"), contact("a", "second"));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(2);
        assertThat(run.counts().skipReasons()).containsEntry("superseded", 1L);
        assertThat(host.rows.values())
                .extracting(row -> row.text("name").orElseThrow())
                .containsExactlyInAnyOrder("second", "other");
    }

    @Test
    void aStateOlderThanTheOneAppliedIsSkipped() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        host.remote.page(Change.upserted(record("a", "new").withModifiedAt(noon)));
        host.full();
        host.remote.clear().page(Change.upserted(record("a", "old").withModifiedAt(noon.minusSeconds(1))));

        JobRun run = host.full();

        assertThat(run.counts().skipReasons()).containsEntry("stale", 1L);
        assertThat(host.rows.values())
                .extracting(row -> row.text("name").orElseThrow())
                .containsExactly("new");
    }

    @Test
    void aDeletedRecordIsHandedOverOnceAndARestoredOneFindsItsRowAgain() {
        host.remote.page(contact("a", "Ada"));
        host.full();
        UUID row = host.handled.get(0).internalId();
        host.remote.page(Change.deleted(ExternalId.of("a"), DeleteKind.ARCHIVED));
        host.remote.page(Change.deleted(ExternalId.of("never-seen"), DeleteKind.DELETED));

        JobRun deletion = host.incremental();
        host.remote.page(contact("a", "Ada"));
        JobRun restoration = host.incremental();

        assertThat(deletion.counts().of(RecordState.DELETED)).isEqualTo(1);
        assertThat(deletion.counts().skipReasons()).containsEntry("unknown", 1L);
        assertThat(restoration.counts().of(RecordState.UPDATED)).isEqualTo(1);
        assertThat(host.rows).containsOnlyKeys(row);
    }

    @Test
    void aMergedRecordNamesTheRowItWentInto() {
        host.remote.page(contact("a", "Ada"), contact("b", "Ada L."));
        host.full();
        host.remote.page(contact("c", "Ada Lovelace"), merged("a", "c"), merged("b", "c"));

        JobRun run = host.incremental();

        UUID survivor = last(ChangeKind.UPSERTED).internalId();
        assertThat(run.counts().of(RecordState.DELETED)).isEqualTo(2);
        assertThat(last(ChangeKind.MERGED).survivor()).hasValue(survivor);
        assertThat(host.rows).containsOnlyKeys(survivor);
        assertThat(host.integrations.inspection(Actor.SYSTEM).mappings(host.scope(), MappingStatus.MERGED))
                .isEqualTo(2);
    }

    private static Change merged(String loser, String survivor) {
        return new Change.Merged(ExternalId.of(loser), ExternalId.of(survivor));
    }

    private InboundChange last(ChangeKind kind) {
        return host.handled.stream()
                .filter(change -> change.kind() == kind)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void aRekeyedRecordKeepsItsRowUnderTheNewId() {
        host.remote.page(contact("old", "Ada"));
        host.full();
        host.remote.page(new Change.Rekeyed(ExternalId.of("old"), ExternalId.of("new")), contact("new", "Ada L."));

        JobRun run = host.incremental();

        assertThat(run.counts().of(RecordState.UPDATED)).isEqualTo(2);
        assertThat(host.rows).hasSize(1);
        assertThat(host.rows.values())
                .extracting(row -> row.text("name").orElseThrow())
                .containsExactly("Ada L.");
    }

    @Test
    void aRowThatTheHostHasAlreadyIsAdopted() {
        UUID existing = UUID.randomUUID();
        host.rows.put(existing, Attributes.empty());
        host.matches.put(ExternalId.of("a"), Set.of(existing));
        host.remote.page(contact("a", "Ada"), contact("b", "Bob"));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.ADOPTED)).isEqualTo(1);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.rows).hasSize(2);
        assertThat(host.row(existing).text("name")).hasValue("Ada");
    }

    @Test
    void aRowOfOneRecordIsNotAdoptedForAnotherOne() {
        host.remote.page(contact("a", "Ada"));
        host.full();
        UUID row = host.rows.keySet().iterator().next();
        host.matches.put(ExternalId.of("b"), Set.of(row));
        host.remote.clear().page(contact("a", "Ada"), contact("b", "Bob"));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(host.row(row).text("name")).hasValue("Ada");
        assertThat(open())
                .singleElement()
                .satisfies(item -> assertThat(item.summary()).contains("belongs to record a"));
    }

    @Test
    void severalMatchingRowsAreAskedAboutAndMakeNoRow() {
        host.matches.put(ExternalId.of("a"), Set.of(new UUID(0, 1), new UUID(0, 2)));
        host.remote.page(contact("a", "Ada"), contact("b", "Bob"));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(host.rows).hasSize(1);
        assertThat(open())
                .singleElement()
                .satisfies(item -> assertThat(item.summary()).contains("2 of the host's rows"));
    }

    private List<ReviewItem> open() {
        return host.store.inTransaction(
                unit -> host.store.reviews().list(unit, Host.ACME, ReviewStatus.OPEN, Optional.empty(), 9));
    }

    @Test
    void aHandlersSkipIsCountedWithItsReason() {
        Attributes cleared = Attributes.builder().put("email", null).build();
        host.remote.page(Change.upserted(ExternalRecord.of(ExternalId.of("a"), cleared)));

        JobRun run = host.full();

        assertThat(run.counts().skipReasons()).containsExactly(Map.entry("no-email", 1L));
        assertThat(host.integrations.inspection(Actor.SYSTEM).mappings(host.scope(), MappingStatus.ACTIVE))
                .isZero();
    }
}
