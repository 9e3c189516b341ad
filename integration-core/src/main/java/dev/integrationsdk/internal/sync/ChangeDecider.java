package dev.integrationsdk.internal.sync;

import dev.integrationsdk.policy.DeletePolicy;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides for each change of a slice what is to become of it, from what the mappings know. Pure. */
final class ChangeDecider {
    private final StreamId stream;
    private final DeletePolicy deletes;
    private final Known stored;
    private final Map<ExternalId, RecordMapping> known;
    private final Map<ExternalId, PreparedChange> effective;

    private ChangeDecider(StreamRun run, List<PreparedChange> changes, Known stored) {
        this.stream = run.stream();
        this.deletes = run.policy().deletes();
        this.stored = stored;
        this.known = stored.mappings();
        this.effective = new HashMap<>(changes.size() * 2);
        for (PreparedChange change : changes) {
            effective.merge(change.externalId(), change, ChangeDecider::newer);
        }
    }

    /** One decision for each change, in their order. */
    static List<Decision> decide(StreamRun run, List<PreparedChange> changes, Known stored) {
        ChangeDecider decider = new ChangeDecider(run, changes, stored);
        List<Decision> decisions = new ArrayList<>(changes.size());
        for (PreparedChange change : changes) {
            decisions.add(decider.decide(change));
        }
        return decisions;
    }

    /** All ids whose mappings must be known; some of them more than once. */
    static List<ExternalId> idsOf(List<PreparedChange> changes) {
        List<ExternalId> ids = new ArrayList<>(changes.size());
        for (PreparedChange prepared : changes) {
            ids.add(prepared.externalId());
            otherId(prepared.change()).ifPresent(ids::add);
        }
        return ids;
    }

    /** Whether a record gets a new id while other changes name it too: such a slice is applied one by one. */
    static boolean needsOneByOne(List<PreparedChange> changes) {
        boolean rekeyed = changes.stream().anyMatch(prepared -> prepared.change() instanceof Change.Rekeyed);
        List<ExternalId> ids = rekeyed ? idsOf(changes) : List.of();
        return new HashSet<>(ids).size() < ids.size();
    }

    /** By identity: of two equal changes of one record, one is enough. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isSuperseded(PreparedChange prepared) {
        return effective.get(prepared.externalId()) != prepared;
    }

    private Decision decide(PreparedChange prepared) {
        Optional<RecordMapping> mapping = Optional.ofNullable(known.get(prepared.externalId()));
        if (isSuperseded(prepared)) {
            return as(prepared, mapping, RecordState.SKIPPED).skip(Decision.SUPERSEDED);
        }
        if (prepared.settled().isPresent()) {
            return as(prepared, mapping, RecordState.SKIPPED)
                    .skip(prepared.settled().get());
        }
        if (prepared.problem().isPresent()) {
            return as(prepared, mapping, RecordState.DEAD)
                    .die(prepared.problem().get());
        }
        Change change = prepared.change();
        if (change instanceof Change.Upserted) {
            return upserted(prepared, mapping);
        }
        if (change instanceof Change.Rekeyed rekeyed) {
            return rekeyed(prepared, mapping, rekeyed.newId());
        }
        return gone(prepared, mapping);
    }

    private Decision upserted(PreparedChange prepared, Optional<RecordMapping> mapping) {
        if (mapping.isEmpty()) {
            return as(prepared, mapping, RecordState.CREATED);
        }
        return switch (mapping.get().status()) {
            case RESERVED, MERGED -> as(prepared, mapping, RecordState.CREATED);
            case DELETED -> restored(prepared, mapping.get());
            case ACTIVE -> again(prepared, mapping.get());
        };
    }

    /** A backfill may have read the record before it was deleted: only a later state brings it back. */
    private Decision restored(PreparedChange prepared, RecordMapping stored) {
        Decision decision = as(prepared, Optional.of(stored), RecordState.UPDATED);
        boolean isLater = isOlder(stored.modifiedAt(), prepared.modifiedAt());
        return stream.scanKind() == ScanKind.BACKFILL && !isLater ? decision.skip("stale") : decision;
    }

    private Decision again(PreparedChange prepared, RecordMapping stored) {
        Optional<RecordMapping> mapping = Optional.of(stored);
        if (isOlder(prepared.modifiedAt(), stored.modifiedAt())) {
            return as(prepared, mapping, RecordState.SKIPPED).skip("stale");
        }
        boolean same = stored.contentHash().equals(prepared.hash()) && stream.scanKind() != ScanKind.RECONCILE;
        return as(prepared, mapping, same ? RecordState.UNCHANGED : RecordState.UPDATED);
    }

    /** The host may have the row of a reserved id or not: nothing else will ever take it away, so it is told. */
    private Decision gone(PreparedChange prepared, Optional<RecordMapping> mapping) {
        if (mapping.isEmpty()) {
            return as(prepared, mapping, RecordState.SKIPPED).skip("unknown");
        }
        return switch (mapping.get().status()) {
            case RESERVED, ACTIVE ->
                prepared.change() instanceof Change.Deleted
                        ? deleted(prepared, mapping)
                        : as(prepared, mapping, RecordState.DELETED);
            case DELETED, MERGED -> as(prepared, mapping, RecordState.UNCHANGED);
        };
    }

    private Decision deleted(PreparedChange prepared, Optional<RecordMapping> mapping) {
        Decision decision = as(prepared, mapping, RecordState.DELETED);
        return switch (deletes) {
            case HAND_OVER -> decision;
            case UNLINK -> decision.skip(Decision.UNLINKED);
            case IGNORE -> decision.skip("deletion-ignored");
            case ASK -> asked(decision, mapping.orElseThrow());
        };
    }

    private Decision asked(Decision decision, RecordMapping mapping) {
        Optional<ReviewItem> decided = stored.decided(ReviewKind.DELETION, decision.externalId());
        if (decided.isEmpty()) {
            return decision.ask(Question.of(
                            ReviewKind.DELETION,
                            decision.externalId(),
                            "the record is gone over there: is its row to be deleted?",
                            Map.of())
                    .about(mapping.internalId()));
        }
        decision.following(decided.get());
        boolean approved = decided.get()
                .verdict()
                .filter(verdict -> verdict.choice() == Verdict.Choice.APPROVE)
                .isPresent();
        return approved ? decision : decision.skip("kept by decision");
    }

    /** A reserved id goes along unseen: the state that the host is to have under the new id is still to come. */
    private Decision rekeyed(PreparedChange prepared, Optional<RecordMapping> mapping, ExternalId newId) {
        boolean taken = known.containsKey(newId);
        if (mapping.isEmpty()) {
            Decision decision = as(prepared, mapping, RecordState.UNCHANGED);
            return taken ? decision : decision.skip("unknown");
        }
        if (taken) {
            return as(prepared, mapping, RecordState.DEAD)
                    .die(new IntegrationException(
                            ErrorCode.CONFLICT, "the record's new id " + newId + " belongs to another row already"));
        }
        Decision decision = as(prepared, mapping, RecordState.UPDATED);
        return decision.reserved().isPresent() ? decision.skip("unknown") : decision;
    }

    /** Names the rows that merged records went into, once every other row of the slice has its id. */
    static void resolveSurvivors(List<Decision> decisions, Map<ExternalId, RecordMapping> known) {
        if (decisions.stream().noneMatch(decision -> decision.prepared().change() instanceof Change.Merged)) {
            return;
        }
        Map<ExternalId, UUID> rows = new HashMap<>();
        known.forEach((id, mapping) -> {
            if (mapping.status() != MappingStatus.RESERVED) {
                rows.put(id, mapping.internalId());
            }
        });
        for (Decision decision : decisions) {
            if (decision.state() == RecordState.CREATED || decision.state() == RecordState.ADOPTED) {
                rows.put(decision.externalId(), decision.internalId());
            }
        }
        for (Decision decision : decisions) {
            if (decision.prepared().change() instanceof Change.Merged merged) {
                decision.survivor(rows.get(merged.survivor()));
            }
        }
    }

    private Decision as(PreparedChange prepared, Optional<RecordMapping> mapping, RecordState state) {
        return new Decision(stream, prepared, mapping, state);
    }

    /** Of two changes of one record the later one, unless both are states and the later one is older. */
    private static PreparedChange newer(PreparedChange earlier, PreparedChange later) {
        return isOlder(later.modifiedAt(), earlier.modifiedAt()) ? earlier : later;
    }

    private static boolean isOlder(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent() && one.get().isBefore(other.get());
    }

    private static Optional<ExternalId> otherId(Change change) {
        if (change instanceof Change.Merged merged) {
            return Optional.of(merged.survivor());
        }
        return change instanceof Change.Rekeyed rekeyed ? Optional.of(rekeyed.newId()) : Optional.empty();
    }
}
