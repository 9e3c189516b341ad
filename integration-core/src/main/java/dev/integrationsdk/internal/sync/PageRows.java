package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.LetterMark;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The library's own rows of a page: each step is done in the transaction it is given. Immutable and thread-safe. */
final class PageRows {
    /** What is asked of a record that the page cycle itself can do once it is decided. */
    private static final Set<ReviewKind> OF_RECORDS = EnumSet.of(
            ReviewKind.SEVERAL_MATCHES,
            ReviewKind.TAKEN_ROW,
            ReviewKind.DELETION,
            ReviewKind.CONFLICT,
            ReviewKind.HOST_RULE);

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final int MOST_ON_THEIR_WAY = 1_000;

    private final Repositories repositories;
    private final CallLog callLog;
    private final Clock clock;
    private final TimeOrderedIds ids;

    PageRows(Repositories repositories, CallLog callLog, Clock clock, TimeOrderedIds ids) {
        this.repositories = repositories;
        this.callLog = callLog;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The slice with what stands of its records beside their mappings: a state that somebody has given up, and one that was
     * given for a record that waits no more, are settled. Nothing is asked where no record of the scope is dead or waits.
     */
    Slice withStanding(StreamRun run, Slice slice, UnitOfWork unit) {
        boolean given = slice.changes().stream().anyMatch(change -> run.isGiven(change.externalId()));
        if (slice.changes().isEmpty() || !(run.deadLettersOpen() || run.recordsWaiting() || given)) {
            return slice;
        }
        List<ExternalId> ids =
                slice.changes().stream().map(PreparedChange::externalId).toList();
        Map<ExternalId, LetterMark> marks = repositories.deadLetters().marks(unit, run.scope(), ids);
        Map<ExternalId, DeferredRecord> waiting = repositories.deferredRecords().find(unit, run.scope(), ids);
        return slice.with(slice.changes().stream()
                .map(change -> standing(run, change, marks, waiting))
                .toList());
    }

    private static PreparedChange standing(
            StreamRun run,
            PreparedChange change,
            Map<ExternalId, LetterMark> marks,
            Map<ExternalId, DeferredRecord> waiting) {
        Optional<LetterMark> mark = Optional.ofNullable(marks.get(change.externalId()));
        Optional<DeferredRecord> wait = Optional.ofNullable(waiting.get(change.externalId()));
        boolean open =
                wait.isPresent() || mark.filter(letter -> !letter.discarded()).isPresent();
        boolean discarded = mark.filter(LetterMark::discarded)
                .filter(letter -> letter.state().equals(change.state()))
                .isPresent();
        Optional<String> why = run.isGiven(change.externalId()) && !open
                ? Optional.of(Decision.SETTLED)
                : Optional.of(Decision.DISCARDED).filter(reason -> discarded && !open);
        return change.with(why, wait.map(DeferredRecord::since));
    }

    /** Of all records that the slice names. */
    Known read(StreamRun run, Slice slice, UnitOfWork unit) {
        if (slice.changes().isEmpty()) {
            return new Known(Map.of(), Map.of());
        }
        List<ExternalId> ids = ChangeDecider.idsOf(slice.changes());
        Map<ExternalId, RecordMapping> mappings = repositories.mappings().find(unit, run.scope(), ids);
        return new Known(mappings, run.verdictsOpen() ? decided(run, ids, unit) : Map.of());
    }

    private Map<ReviewKind, Map<String, ReviewItem>> decided(StreamRun run, List<ExternalId> ids, UnitOfWork unit) {
        List<String> subjects = ids.stream().map(ExternalId::value).toList();
        Map<ReviewKind, Map<String, ReviewItem>> decided = new EnumMap<>(ReviewKind.class);
        for (ReviewKind kind : OF_RECORDS) {
            Map<String, ReviewItem> items =
                    new HashMap<>(repositories.reviews().standing(unit, run.scope(), kind, subjects));
            items.values().removeIf(item -> item.status() != ReviewStatus.DECIDED);
            decided.put(kind, items);
        }
        return decided;
    }

    /** The active mappings that matched rows of the host belong to. */
    Map<UUID, RecordMapping> owners(StreamRun run, Map<ExternalId, Set<UUID>> hits, UnitOfWork unit) {
        Set<UUID> rows = new HashSet<>();
        hits.values().forEach(rows::addAll);
        return rows.isEmpty() ? Map.of() : repositories.mappings().findActive(unit, run.scope(), rows);
    }

    /** Promises an internal id to every new record that has none yet; returns what is known from now on. */
    Map<ExternalId, RecordMapping> reserve(
            StreamRun run, List<Decision> decisions, Map<ExternalId, RecordMapping> known, UnitOfWork unit) {
        Map<ExternalId, RecordMapping> reserved = new HashMap<>(known);
        List<RecordMapping> inserts = new ArrayList<>();
        List<RecordMapping> updates = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision.state() == RecordState.CREATED && decision.reserved().isEmpty()) {
                RecordMapping reservation = decision.reservation(ids.next(), clock.instant());
                (decision.known().isEmpty() ? inserts : updates).add(reservation);
                reserved.put(reservation.externalId(), reservation);
            }
        }
        writeMappings(run, inserts, updates, unit);
        return reserved;
    }

    /** What follows from the decisions, with the dead letters of records that failed before. */
    void write(StreamRun run, Slice slice, Writes writes, UnitOfWork unit) {
        writeMappings(run, writes.inserts(), writes.updates(), unit);
        if (!writes.newIds().isEmpty()) {
            repositories.mappings().rekey(unit, run.scope(), writes.newIds());
        }
        put(run, slice.fallen(), unit);
        resolve(run, writes, unit, run.deadLettersOpen() || !slice.fallen().isEmpty());
        put(run, writes.dead(), unit);
        if (!writes.deferred().isEmpty()) {
            repositories.deferredRecords().put(unit, writes.deferred());
            putKept(writes.kept(), unit);
        }
    }

    /** What was kept of an earlier state goes, even where nothing is kept of the later one. */
    private void put(StreamRun run, List<FallenRecord> fallen, UnitOfWork unit) {
        if (fallen.isEmpty()) {
            return;
        }
        repositories
                .deadLetters()
                .put(unit, fallen.stream().map(FallenRecord::letter).toList());
        putKept(fallen.stream().flatMap(record -> record.kept().stream()).toList(), unit);
        List<ExternalId> unkept = fallen.stream()
                .filter(record -> record.kept().isEmpty())
                .flatMap(record -> record.letter().externalId().stream())
                .toList();
        if (!unkept.isEmpty() && (run.deadLettersOpen() || run.recordsWaiting())) {
            repositories.keptRecords().remove(unit, run.scope(), unkept);
        }
    }

    private void putKept(List<KeptRecord> kept, UnitOfWork unit) {
        if (!kept.isEmpty()) {
            repositories.keptRecords().put(unit, kept);
        }
    }

    /** Neither dead nor waiting any more: a record that waits now has no letter of another cause left. */
    private void resolve(StreamRun run, Writes writes, UnitOfWork unit, boolean letters) {
        List<ExternalId> waiting = writes.deferred().stream()
                .filter(record -> !record.overdue())
                .map(DeferredRecord::externalId)
                .toList();
        List<ExternalId> mended = new ArrayList<>(writes.resolved());
        mended.addAll(waiting);
        if (letters && !mended.isEmpty()) {
            repositories.deadLetters().resolve(unit, run.scope(), mended);
        }
        if (run.recordsWaiting() && !writes.resolved().isEmpty()) {
            repositories.deferredRecords().remove(unit, run.scope(), writes.resolved());
        }
        if ((letters || run.recordsWaiting()) && !writes.resolved().isEmpty()) {
            repositories.keptRecords().remove(unit, run.scope(), writes.resolved());
        }
        writeReviews(run, writes, unit);
        if (!writes.pushedBack().isEmpty()) {
            repositories
                    .pushes()
                    .mark(
                            unit,
                            run.scope(),
                            writes.pushedBack(),
                            clock.instant(),
                            run.job().correlationId());
        }
    }

    /**
     * A record that is new here may be one that is just being created over there: nobody knows before the outcome of that is
     * written down.
     *
     * @throws IntegrationException STORE_CONFLICT if so: the page is applied again a little later
     */
    void requireNoneOnItsWay(StreamRun run, List<Decision> decisions, UnitOfWork unit) {
        boolean asks = run.hostRows().isPresent()
                && decisions.stream().anyMatch(decision -> decision.state() == RecordState.CREATED);
        if (!asks || repositories.pushes().count(unit, run.scope(), PushState.SENT) == 0) {
            return;
        }
        boolean creating = repositories.pushes().onTheirWay(unit, run.scope(), LATEST, MOST_ON_THEIR_WAY).stream()
                .flatMap(mark -> mark.shipment().stream())
                .anyMatch(shipment ->
                        shipment.intent() == PushItem.Intent.CREATE || shipment.intent() == PushItem.Intent.UPSERT);
        if (creating) {
            throw new IntegrationException(
                    ErrorCode.STORE_CONFLICT,
                    "a record that is new may be one that a push of " + run.scope() + " is just creating");
        }
    }

    private void writeReviews(StreamRun run, Writes writes, UnitOfWork unit) {
        if (!writes.questions().isEmpty()) {
            repositories.reviews().raise(unit, run.scope(), writes.questions());
        }
        for (ReviewItem done : writes.done()) {
            repositories.reviews().move(unit, done.with(ReviewStatus.CLOSED, done.verdict()), ReviewStatus.DECIDED);
        }
    }

    /** Changes first, since a row that one record gives up may go to a new one. */
    private void writeMappings(
            StreamRun run, List<RecordMapping> inserts, List<RecordMapping> updates, UnitOfWork unit) {
        if (!updates.isEmpty()) {
            repositories.mappings().update(unit, run.scope(), updates);
        }
        if (!inserts.isEmpty()) {
            repositories.mappings().insert(unit, run.scope(), inserts);
        }
    }

    /** By compare-and-set on revision and epoch, with the calls so far; only the slice that closes a group has a checkpoint. */
    void advanceCheckpoint(StreamRun run, Slice slice, UnitOfWork unit) {
        slice.closes().ifPresent(group -> {
            StoredCheckpoint next = new StoredCheckpoint(
                    group.next(), group.completeness(), run.job().range(), run.revision() + 1, clock.instant());
            run.calls().write(callLog, unit);
            run.listingSince()
                    .ifPresent(begun -> repositories
                            .scans()
                            .add(unit, run.stream(), ScanListing.part(group, run.revision() + 1, clock.instant())));
            if (!repositories.checkpoints().advance(unit, run.lease(), next)) {
                throw new IntegrationException(
                        ErrorCode.LEASE_LOST,
                        "the checkpoint of " + run.stream() + " is no longer at revision " + run.revision());
            }
        });
    }

    PageCycle.Applied recordCounts(StreamRun run, Slice slice, Writes writes, UnitOfWork unit) {
        RunCounts soFar = run.job().counts().plus(writes.counts());
        repositories.jobRuns().update(unit, run.job().withCounts(soFar));
        List<DeadLetter> letters = new ArrayList<>(slice.letters());
        writes.dead().forEach(record -> letters.add(record.letter()));
        boolean tooMany = !letters.isEmpty()
                && run.pauseAt() < Integer.MAX_VALUE
                && repositories.deadLetters().count(unit, run.scope()) >= run.pauseAt();
        return new PageCycle.Applied(soFar, letters, tooMany);
    }
}
