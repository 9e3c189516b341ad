package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The library's own rows of a page: each step is done in the transaction it is given. Immutable and thread-safe. */
final class PageRows {
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

    /** Of all records that the slice names. */
    Map<ExternalId, RecordMapping> readMappings(StreamRun run, Slice slice, UnitOfWork unit) {
        return slice.changes().isEmpty()
                ? Map.of()
                : repositories.mappings().find(unit, run.scope(), ChangeDecider.idsOf(slice.changes()));
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
        if (!slice.fallen().isEmpty()) {
            repositories.deadLetters().put(unit, slice.fallen());
        }
        if ((run.deadLettersOpen() || !slice.fallen().isEmpty())
                && !writes.resolved().isEmpty()) {
            repositories.deadLetters().resolve(unit, run.scope(), writes.resolved());
        }
        if (!writes.deadLetters().isEmpty()) {
            repositories.deadLetters().put(unit, writes.deadLetters());
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
        List<DeadLetter> letters = new ArrayList<>(slice.fallen());
        letters.addAll(writes.deadLetters());
        return new PageCycle.Applied(soFar, letters);
    }
}
