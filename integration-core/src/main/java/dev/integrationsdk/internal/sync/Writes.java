package dev.integrationsdk.internal.sync;

import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.DeadLetter;
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
    private final List<DeadLetter> deadLetters = new ArrayList<>();
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
        slice.fallen().forEach(letter -> writes.count(RecordState.DEAD));
        return writes;
    }

    /** The dead letter of a record whose transaction was rolled back. */
    static DeadLetter deadLetter(StreamRun run, ExternalId record, IntegrationException cause, UUID id, Instant now) {
        return new DeadLetter(
                id,
                run.scope(),
                Optional.of(record),
                "",
                run.job().id(),
                run.job().correlationId(),
                cause.code(),
                String.valueOf(cause.getMessage()),
                1,
                now);
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

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    RunCounts counts() {
        return RunCounts.of(states, skipReasons);
    }

    private void add(Decision decision) {
        count(decision.state());
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
            case UNCHANGED -> resolved.add(decision.externalId());
            case SKIPPED -> skip(decision);
            case DEFERRED, CONFLICTED, IN_REVIEW ->
                throw new IllegalStateException("no change is decided so: " + decision.state());
            case DEAD ->
                deadLetters.add(deadLetter(
                        run, decision.prepared().externalId(), decision.death().orElseThrow(), ids.next(), now));
        }
    }

    private void update(Decision decision) {
        if (decision.prepared().change() instanceof Change.Rekeyed rekeyed) {
            newIds.put(rekeyed.externalId(), rekeyed.newId());
        } else {
            updates.add(applied(decision));
        }
    }

    private void skip(Decision decision) {
        skipReasons.merge(decision.skipReason().orElseThrow(), 1L, Long::sum);
        if (decision.reserved().isPresent() && decision.prepared().change() instanceof Change.Rekeyed rekeyed) {
            newIds.put(rekeyed.externalId(), rekeyed.newId());
        }
    }

    private RecordMapping applied(Decision decision) {
        PreparedChange prepared = decision.prepared();
        return new RecordMapping(
                decision.externalId(),
                decision.internalId(),
                MappingStatus.ACTIVE,
                prepared.version(),
                prepared.modifiedAt(),
                prepared.hash(),
                now);
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
        deadLetters.add(new DeadLetter(
                ids.next(),
                run.scope(),
                record.externalId(),
                record.position(),
                run.job().id(),
                run.job().correlationId(),
                ErrorCode.RECORD_REJECTED,
                record.position() + ": " + record.reason(),
                1,
                now));
    }

    private void count(RecordState state) {
        states.merge(state, 1L, Long::sum);
    }
}
