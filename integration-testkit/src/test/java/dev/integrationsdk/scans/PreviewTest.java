package dev.integrationsdk.scans;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.scan.Preview;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.testkit.InMemoryTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.spi.identity.ScanKind.BACKFILL;
import static dev.integrationsdk.spi.identity.ScanKind.FULL;
import static dev.integrationsdk.spi.identity.ScanKind.INCREMENTAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a run would do, without doing it. */
class PreviewTest {
    private final ScanHost host = new ScanHost();

    @AfterEach
    void close() {
        host.close();
    }

    private Preview preview(ScanKind kind) {
        return host.integrations.preview(ScanHost.OPERATOR, RunRequest.of(host.stream(kind)), 1_000);
    }

    private void put(String id, String name) {
        host.remote.put(id, name);
        host.clock.turn(Duration.ofMinutes(1));
    }

    @Test
    void aFirstSyncIsForeseenAsItThenHappens() {
        put("a", "Ada");
        put("b", "Bob");
        put("c", "Cy");
        UUID row = new UUID(7, 7);
        host.rows.put(row, Attributes.builder().put("name", "Bobby").build());
        host.matches.put(ExternalId.of("b"), List.of(row));
        host.matches.put(ExternalId.of("c"), List.of(new UUID(8, 8), new UUID(9, 9)));

        Preview foreseen = preview(FULL);

        assertThat(foreseen.whole()).isTrue();
        assertThat(foreseen.sample())
                .extracting(Preview.Sample::state)
                .contains(RecordState.CREATED, RecordState.ADOPTED, RecordState.IN_REVIEW);
        assertThat(foreseen.sample())
                .filteredOn(one -> one.state() == RecordState.ADOPTED)
                .allSatisfy(one -> assertThat(one.internalId()).contains(row));
        assertThat(foreseen.sample())
                .filteredOn(one -> one.state() == RecordState.IN_REVIEW)
                .allSatisfy(one -> assertThat(one.reason()).contains("SEVERAL_MATCHES"));
        JobRun happened = host.run(FULL);
        assertThat(foreseen.counts()).isEqualTo(happened.counts());
    }

    @Test
    void nothingIsWrittenAppliedOrMoved() {
        put("a", "Ada");
        host.run(INCREMENTAL);
        put("a", "Ada Lovelace");
        put("b", "Bob");
        Object checkpoint = host.checkpoint(INCREMENTAL);
        Map<UUID, Attributes> rows = Map.copyOf(host.rows);
        int handled = host.handled.size();
        int runs = host.integrations
                .inspection(Actor.SYSTEM)
                .runs(host.scope(), 10)
                .size();

        Preview foreseen = preview(INCREMENTAL);

        assertThat(foreseen.counts().of(RecordState.UPDATED)).isEqualTo(1);
        assertThat(foreseen.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.checkpoint(INCREMENTAL)).isEqualTo(checkpoint);
        assertThat(host.rows).isEqualTo(rows);
        assertThat(host.handled).hasSize(handled);
        assertThat(host.integrations.inspection(Actor.SYSTEM).runs(host.scope(), 10))
                .hasSize(runs);
        assertThat(mapped("b")).isFalse();
        assertThat(host.run(INCREMENTAL).counts()).isEqualTo(foreseen.counts());
    }

    @Test
    void whatAHandlerWritesWhileItMatchesIsTakenBack() {
        put("a", "Ada");
        host.duringMatch =
                unit -> unit.unwrap(InMemoryTransaction.class).put(host.rows, new UUID(5, 5), Attributes.empty());

        assertThat(preview(FULL).counts().of(RecordState.CREATED)).isEqualTo(1);

        assertThat(host.rows).isEmpty();
    }

    private boolean mapped(String id) {
        return !host.store
                .inTransaction(unit -> host.store.mappings().find(unit, host.scope(), List.of(ExternalId.of(id))))
                .isEmpty();
    }

    @Test
    void itGoesOnWhileTheStreamRuns() {
        put("a", "Ada");
        List<Preview> during = new ArrayList<>();
        host.remote.beforePull(request -> {
            host.remote.beforePull(later -> {});
            during.add(preview(FULL));
        });

        JobRun run = host.run(FULL);

        assertThat(during.get(0).counts()).isEqualTo(run.counts());
    }

    @Test
    void aRecordOfSeveralPagesIsCreatedOnce() {
        put("a", "Ada");
        put("b", "Bob");
        put("c", "Cy");
        host.remote.answering(page -> page.isLast()
                ? with(
                        page,
                        Change.upserted(host("a", "again")),
                        new Change.Rekeyed(ExternalId.of("b"), ExternalId.of("d")))
                : page);

        Preview foreseen = preview(FULL);

        assertThat(host.run(FULL).counts()).isEqualTo(foreseen.counts());
        assertThat(foreseen.counts().of(RecordState.CREATED)).isEqualTo(2);
    }

    private static ExternalRecord host(String id, String name) {
        return ExternalRecord.of(
                ExternalId.of(id), Attributes.builder().put("name", name).build());
    }

    private static PullPage with(PullPage page, Change... more) {
        List<Change> changes = new ArrayList<>(page.changes());
        changes.addAll(List.of(more));
        return PullPage.last(
                changes.subList(changes.size() - 2, changes.size()),
                page.next(),
                page.completeness().orElseThrow());
    }

    @Test
    void whatWouldBeDeletedOrRejectedIsForeseenToo() {
        put("a", "Ada");
        host.run(FULL);
        host.remote.answering(page -> PullPage.last(
                        List.of(Change.deleted(ExternalId.of("a"), Change.DeleteKind.DELETED)),
                        page.next(),
                        page.completeness().orElseThrow())
                .withUnreadable(List.of(new UnreadableRecord(Optional.empty(), "results[1]", "no id"))));

        Preview foreseen = preview(FULL);

        assertThat(foreseen.counts().of(RecordState.DELETED)).isEqualTo(1);
        assertThat(foreseen.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(host.rows).hasSize(1);
    }

    @Test
    void aBackfillIsForeseenOverItsRange() {
        Instant from = host.clock.instant();
        put("a", "Ada");
        put("b", "Bob");
        PullRange firstMinute = new PullRange(from, from.plusSeconds(60));

        Preview foreseen = host.integrations.preview(
                ScanHost.OPERATOR, RunRequest.backfill(host.stream(BACKFILL), firstMinute), 10);

        assertThat(foreseen.sample()).extracting(Preview.Sample::externalId).containsExactly(ExternalId.of("a"));
        assertThat(host.checkpoint(BACKFILL)).isEmpty();
    }

    @Test
    void itEndsOnceEnoughWasReadAndItsSampleIsBounded() {
        for (int i = 0; i < 300; i++) {
            put("id-" + i, "name " + i);
        }

        Preview some = host.integrations.preview(ScanHost.OPERATOR, RunRequest.of(host.stream(FULL)), 20);
        Preview all = preview(FULL);

        assertThat(some.whole()).isFalse();
        assertThat(some.counts().read()).isBetween(20L, 40L);
        assertThat(all.whole()).isTrue();
        assertThat(all.counts().of(RecordState.CREATED)).isEqualTo(300);
        assertThat(all.sample()).hasSize(Preview.MOST_SAMPLES);
    }

    @Test
    void whatWouldStopTheRunStopsThePreview() {
        put("a", "Ada");
        host.remote.beforePull(request -> {
            throw new IntegrationException(ErrorCode.PERMISSION_DENIED, "no right to read contacts");
        });

        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> preview(FULL))
                .satisfies(why -> assertThat(why.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    }

    @Test
    void itsCallsStandInTheIntegrationLog() {
        put("a", "Ada");
        RunRequest request = RunRequest.of(host.stream(FULL));

        host.integrations.preview(ScanHost.OPERATOR, request, 10);

        assertThat(host.integrations
                        .inspection(Actor.SYSTEM)
                        .trace(ScanHost.ACME, request.correlationId(), LogWindow.latest(9)))
                .isNotEmpty();
    }
}
