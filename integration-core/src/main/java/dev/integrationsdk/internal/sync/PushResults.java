package dev.integrationsdk.internal.sync;

import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.PushItem.Intent;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.RecordMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the outcomes of a batch that was written. Confined to its transaction. */
final class PushResults {
    /** After so many attempts in vain a person is asked. */
    static final int MOST_ATTEMPTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(PushResults.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final StreamRun run;
    private final Instant now;
    private final TimeOrderedIds ids;
    private final List<RecordMapping> inserts = new ArrayList<>();
    private final List<RecordMapping> updates = new ArrayList<>();
    private final Map<UUID, Long> settled = new HashMap<>();
    private final List<PushMark> changed = new ArrayList<>();
    private final List<ReviewItem> questions = new ArrayList<>();
    private final List<Change> overtaken = new ArrayList<>();
    private final Map<RecordState, Long> counts = new EnumMap<>(RecordState.class);
    private Map<ExternalId, RecordMapping> known = Map.of();

    PushResults(StreamRun run, Instant now, TimeOrderedIds ids) {
        this.run = run;
        this.now = now;
        this.ids = ids;
    }

    /** The records that outcomes name. */
    static List<ExternalId> idsIn(Collection<PushOutcome> outcomes) {
        List<ExternalId> named = new ArrayList<>();
        for (PushOutcome outcome : outcomes) {
            if (outcome instanceof PushOutcome.Applied applied) {
                named.add(applied.externalId());
            } else if (outcome instanceof PushOutcome.Unchanged unchanged) {
                named.add(unchanged.externalId());
            }
        }
        return named;
    }

    /** The mappings of the records that the outcomes name. */
    void known(Map<ExternalId, RecordMapping> mappings) {
        known = mappings;
    }

    List<RecordMapping> inserts() {
        return inserts;
    }

    List<RecordMapping> updates() {
        return updates;
    }

    Map<UUID, Long> settled() {
        return settled;
    }

    List<PushMark> changed() {
        return changed;
    }

    List<ReviewItem> questions() {
        return questions;
    }

    List<Change> overtaken() {
        return overtaken;
    }

    Map<RecordState, Long> counts() {
        return counts;
    }

    void add(PushTask task, PushOutcome outcome) {
        if (outcome instanceof PushOutcome.Applied applied) {
            written(task, applied.externalId(), applied.version(), state(task));
        } else if (outcome instanceof PushOutcome.Unchanged unchanged) {
            written(task, unchanged.externalId(), unchanged.version(), RecordState.UNCHANGED);
        } else if (outcome instanceof PushOutcome.Conflict conflict) {
            conflict(task, conflict);
        } else if (outcome instanceof PushOutcome.Failed failed) {
            failed(task, failed.error());
        } else if (outcome instanceof PushOutcome.Unknown unknown) {
            unknown(task, unknown.error());
        }
    }

    private static RecordState state(PushTask task) {
        return switch (task.item().intent()) {
            case CREATE, UPSERT -> RecordState.CREATED;
            case UPDATE -> RecordState.UPDATED;
            case DELETE -> RecordState.DELETED;
        };
    }

    private void written(PushTask task, ExternalId record, Optional<String> version, RecordState state) {
        Optional<RecordMapping> mapping = Optional.ofNullable(known.get(record));
        if (mapping.filter(standing ->
                        standing.isActive() && !standing.internalId().equals(task.row()))
                .isPresent()) {
            taken(task, mapping.get());
            return;
        }
        if (task.item().intent() == Intent.DELETE) {
            mapping.ifPresent(
                    standing -> updates.add(standing.with(MappingStatus.DELETED, standing.internalId(), now)));
        } else if (mapping.isPresent()) {
            updates.add(agreed(mapping.get(), task, version));
        } else {
            inserts.add(created(record, task, version));
        }
        settled.put(task.row(), task.shipment().number());
        count(state);
    }

    /** What the remote holds now was never read: the next state of it is compared, though it be the one before ours. */
    private RecordMapping agreed(RecordMapping standing, PushTask task, Optional<String> version) {
        return new RecordMapping(
                standing.externalId(),
                task.row(),
                MappingStatus.ACTIVE,
                version.or(standing::version),
                standing.modifiedAt(),
                ContentHash.NONE,
                now,
                FieldComparer.agreed(
                        standing.fieldHashes(), task.shipment().fields().all()));
    }

    private RecordMapping created(ExternalId record, PushTask task, Optional<String> version) {
        return new RecordMapping(
                record,
                task.row(),
                MappingStatus.ACTIVE,
                version,
                Optional.empty(),
                ContentHash.NONE,
                now,
                task.shipment().fields());
    }

    /** The remote has matched the row with a record that belongs to another row. */
    private void taken(PushTask task, RecordMapping standing) {
        questions.add(Question.of(
                        ReviewKind.TAKEN_ROW,
                        standing.externalId(),
                        "two of the host's rows are one record over there: which one is it?",
                        Map.of(
                                "rows",
                                List.of(
                                        task.row().toString(),
                                        standing.internalId().toString()),
                                "push",
                                List.of("held")))
                .about(task.row())
                .item(ids.next(), run, now));
        changed.add(task.mark().after(ErrorCode.AMBIGUOUS_MATCH, PushState.HELD, now));
        count(RecordState.IN_REVIEW);
    }

    private void conflict(PushTask task, PushOutcome.Conflict conflict) {
        conflict.current().ifPresent(current -> overtaken.add(Change.upserted(current)));
        boolean again = task.mark().attempts() + 1 < MOST_ATTEMPTS;
        changed.add(task.mark()
                .after(ErrorCode.CONFLICT, again ? PushState.WAITING : PushState.HELD, now.plus(delay(task.mark()))));
        count(RecordState.CONFLICTED);
    }

    private void failed(PushTask task, IntegrationException failure) {
        Disposition disposition = failure.code().disposition();
        boolean passes = disposition == Disposition.RETRY || disposition == Disposition.RETRY_AT;
        if (passes && task.mark().attempts() + 1 < MOST_ATTEMPTS) {
            Instant due = failure.retryAt().orElseGet(() -> now.plus(delay(task.mark())));
            changed.add(task.mark().after(failure.code(), PushState.WAITING, due));
            count(RecordState.DEFERRED);
            return;
        }
        LOG.warn("Row {} of {} was not written: {}", task.row(), run.stream(), failure.explanation());
        changed.add(task.mark().after(failure.code(), PushState.HELD, now));
        count(RecordState.DEAD);
    }

    /** Nobody knows: it is looked for again, and a person is asked after some time, or at once if it cannot be found. */
    private void unknown(PushTask task, IntegrationException failure) {
        if (PushRows.isAsItWasSent(task) && task.mark().attempts() + 1 < MOST_ATTEMPTS) {
            changed.add(task.mark().after(failure.code(), PushState.SENT, now.plus(delay(task.mark()))));
            count(RecordState.DEFERRED);
            return;
        }
        questions.add(new Question(
                        ReviewKind.UNKNOWN_OUTCOME,
                        "row " + task.row(),
                        task.item().externalId(),
                        Optional.of(task.row()),
                        "nobody knows whether the row was written to the remote: look there, and say which record it is, or"
                                + " that there is none",
                        Map.of())
                .item(ids.next(), run, now));
        changed.add(task.mark().after(failure.code(), PushState.HELD, now));
        count(RecordState.IN_REVIEW);
    }

    private static Duration delay(PushMark mark) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(20, mark.attempts()));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private void count(RecordState state) {
        counts.merge(state, 1L, Long::sum);
    }
}
