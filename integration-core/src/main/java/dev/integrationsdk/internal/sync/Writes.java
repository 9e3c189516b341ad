package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.mapping.UnknownValue;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.error.KeptText;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The engine's own rows that follow from a slice's decisions. Confined to the transaction's thread. */
final class Writes {
    private final StreamRun run;
    private final TimeOrderedIds ids;
    private final Instant now;
    private final List<RecordMapping> inserts = new ArrayList<>();
    private final List<RecordMapping> updates = new ArrayList<>();
    private final Map<ExternalId, ExternalId> newIds = new HashMap<>();
    private final List<ExternalId> resolved = new ArrayList<>();
    private final List<FallenRecord> dead = new ArrayList<>();
    private final List<DeferredRecord> deferred = new ArrayList<>();
    private final List<KeptRecord> kept = new ArrayList<>();
    private final List<UUID> pushedBack = new ArrayList<>();
    private final List<ReviewItem> questions = new ArrayList<>();
    private final List<ReviewItem> done = new ArrayList<>();
    private final Map<RecordState, Long> states = new EnumMap<>(RecordState.class);
    private final Map<String, Long> skipReasons = new TreeMap<>();

    private Writes(StreamRun run, TimeOrderedIds ids, Instant now) {
        this.run = run;
        this.ids = ids;
        this.now = now;
    }

    static Writes of(StreamRun run, Slice slice, List<Decision> decisions, TimeOrderedIds ids, Instant now) {
        Writes writes = new Writes(run, ids, now);
        decisions.forEach(writes::add);
        slice.unreadable().forEach(writes::addUnreadable);
        slice.fallen().forEach(fallen -> writes.count(RecordState.DEAD));
        return writes;
    }

    /** What is stored of a record that could not be applied, such as one whose transaction was rolled back. */
    static FallenRecord fallen(StreamRun run, PreparedChange change, IntegrationException cause, UUID id, Instant now) {
        DeadLetter letter = new DeadLetter(
                id,
                run.scope(),
                Optional.of(change.externalId()),
                "",
                run.job().id(),
                run.job().correlationId(),
                cause.code(),
                String.valueOf(cause.getMessage()),
                1,
                now);
        return new FallenRecord(letter.with(change.state(), cause.retryAt(), false), run.keep(change.change()));
    }

    List<RecordMapping> inserts() {
        return inserts;
    }

    List<RecordMapping> updates() {
        return updates;
    }

    Map<ExternalId, ExternalId> newIds() {
        return newIds;
    }

    List<ExternalId> resolved() {
        return resolved;
    }

    List<FallenRecord> dead() {
        return dead;
    }

    /** Those that wait for others. */
    List<DeferredRecord> deferred() {
        return deferred;
    }

    /** What is kept of those that wait. */
    List<KeptRecord> kept() {
        return kept;
    }

    /** Rows whose values have won over the remote's, and are to be written there. */
    List<UUID> pushedBack() {
        return pushedBack;
    }

    /** What people are asked. */
    List<ReviewItem> questions() {
        return questions;
    }

    /** Review items whose verdicts were followed. */
    List<ReviewItem> done() {
        return done;
    }

    RunCounts counts() {
        return RunCounts.of(states, skipReasons);
    }

    private void add(Decision decision) {
        if (decision.state() == RecordState.DEFERRED) {
            defer(decision);
            return;
        }
        count(decision.counted());
        if (decision.contest().filter(BothSides.Contest::pushBack).isPresent()) {
            pushedBack.add(decision.internalId());
        }
        decision.question().ifPresent(question -> questions.add(question.item(ids.next(), run, now)));
        decision.verdict().ifPresent(done::add);
        if (decision.isForHandler()) {
            decision.prepared().unknown().forEach(value -> askAbout(value, decision));
        }
        switch (decision.state()) {
            case CREATED, ADOPTED -> {
                (decision.known().isEmpty() ? inserts : updates).add(applied(decision));
                resolved.add(decision.externalId());
            }
            case UPDATED -> {
                update(decision);
                resolved.add(decision.externalId());
                resolved.add(decision.prepared().externalId());
            }
            case DELETED -> {
                updates.add(gone(decision));
                resolved.add(decision.externalId());
            }
            case UNCHANGED -> {
                again(decision);
                resolved.add(decision.externalId());
            }
            case SKIPPED -> skip(decision);
            case IN_REVIEW -> {}
            case DEFERRED, CONFLICTED ->
                throw new IllegalStateException("no change is decided so: " + decision.state());
            case DEAD ->
                dead.add(fallen(run, decision.prepared(), decision.death().orElseThrow(), ids.next(), now));
        }
    }

    /** Once for each value, however many records have it. */
    private void askAbout(UnknownValue value, Decision decision) {
        Question question = new Question(
                ReviewKind.UNKNOWN_VALUE,
                KeptText.of(value.field() + "=" + value.value(), 600),
                Optional.of(decision.externalId()),
                Optional.empty(),
                "the field mapping does not know a value of " + value.field() + ", and takes it as '" + value.takenAs()
                        + "' until somebody decides",
                Map.of("field", List.of(value.field()), "value", List.of(KeptText.of(value.value(), 600))));
        questions.add(question.item(ids.next(), run, now));
    }

    /** One that has waited too long is a dead letter as well, and goes on waiting; one that nobody could read again is. */
    private void defer(Decision decision) {
        Answers.Awaited awaited = decision.awaited().orElseThrow();
        Optional<KeptRecord> again = run.keep(decision.prepared().change());
        if (!run.canHaveAgain(again)) {
            count(RecordState.DEAD);
            dead.add(fallen(run, decision.prepared(), unreadable(awaited), ids.next(), now));
            return;
        }
        Instant since = decision.prepared().waitingSince().orElse(now);
        boolean overdue = !now.isBefore(since.plus(run.longestWait()));
        deferred.add(new DeferredRecord(
                run.scope(),
                decision.externalId(),
                awaited.entityType(),
                awaited.externalId(),
                since,
                overdue,
                run.job().id(),
                run.job().correlationId()));
        again.ifPresent(kept::add);
        count(overdue ? RecordState.DEAD : RecordState.DEFERRED);
        if (overdue) {
            FallenRecord late = fallen(run, decision.prepared(), overdue(awaited, since), ids.next(), now);
            DeadLetter letter = late.letter();
            dead.add(new FallenRecord(letter.with(letter.state(), Optional.empty(), true), late.kept()));
        }
    }

    private static IntegrationException overdue(Answers.Awaited awaited, Instant since) {
        return new IntegrationException(
                ErrorCode.HANDLER_REJECTED,
                "it has waited since " + since + " for " + awaited.entityType() + " " + awaited.externalId()
                        + ", which has not come; it is applied by itself when it does");
    }

    private static IntegrationException unreadable(Answers.Awaited awaited) {
        return new IntegrationException(
                ErrorCode.HANDLER_REJECTED,
                "it waits for " + awaited.entityType() + " " + awaited.externalId()
                        + ", but could not be had again when that comes: let the library keep records encrypted, or use an"
                        + " adapter that reads single records");
    }

    private void update(Decision decision) {
        if (decision.prepared().change() instanceof Change.Rekeyed rekeyed) {
            newIds.put(rekeyed.externalId(), rekeyed.newId());
        } else {
            updates.add(applied(decision));
        }
    }

    private void skip(Decision decision) {
        String reason = decision.skipReason().orElseThrow();
        skipReasons.merge(reason, 1L, Long::sum);
        switch (reason) {
            case Decision.UNLINKED -> updates.add(gone(decision));
            case Decision.ECHO -> updates.add(applied(decision));
            default -> {}
        }
        boolean renamed = decision.prepared().change() instanceof Change.Rekeyed;
        if (!renamed && !reason.equals(Decision.SUPERSEDED) && !reason.equals(Decision.DISCARDED)) {
            resolved.add(decision.externalId());
        }
        if (decision.reserved().isPresent() && decision.prepared().change() instanceof Change.Rekeyed rekeyed) {
            newIds.put(rekeyed.externalId(), rekeyed.newId());
        }
    }

    /** The same content under another version: what is written next must expect that version. */
    private void again(Decision decision) {
        PreparedChange prepared = decision.prepared();
        boolean compares = run.hostRows().isPresent() && prepared.change() instanceof Change.Upserted;
        decision.known()
                .filter(stored -> compares && stored.isActive())
                .filter(stored ->
                        prepared.version().isPresent() && !prepared.version().equals(stored.version()))
                .ifPresent(stored -> updates.add(new RecordMapping(
                        stored.externalId(),
                        stored.internalId(),
                        stored.status(),
                        prepared.version(),
                        prepared.modifiedAt(),
                        stored.contentHash(),
                        stored.changedAt(),
                        stored.fieldHashes())));
    }

    private RecordMapping applied(Decision decision) {
        PreparedChange prepared = decision.prepared();
        return new RecordMapping(
                decision.externalId(),
                decision.internalId(),
                MappingStatus.ACTIVE,
                prepared.version(),
                prepared.modifiedAt(),
                decision.contest().filter(BothSides.Contest::open).isPresent() ? before(decision) : prepared.hash(),
                now,
                decision.agreed());
    }

    /** While a person decides, the record counts as changed whenever it is read. */
    private static ContentHash before(Decision decision) {
        return decision.known().map(RecordMapping::contentHash).orElse(ContentHash.NONE);
    }

    private RecordMapping gone(Decision decision) {
        RecordMapping stored = decision.known().orElseThrow();
        if (decision.prepared().change() instanceof Change.Merged) {
            return stored.with(MappingStatus.MERGED, decision.survivor().orElse(stored.internalId()), now);
        }
        return stored.with(MappingStatus.DELETED, stored.internalId(), now);
    }

    private void addUnreadable(UnreadableRecord record) {
        count(RecordState.DEAD);
        DeadLetter letter = new DeadLetter(
                ids.next(),
                run.scope(),
                record.externalId(),
                record.position(),
                run.job().id(),
                run.job().correlationId(),
                ErrorCode.RECORD_REJECTED,
                record.position() + ": " + record.reason(),
                1,
                now);
        dead.add(new FallenRecord(letter, Optional.empty()));
    }

    private void count(RecordState state) {
        states.merge(state, 1L, Long::sum);
    }
}
