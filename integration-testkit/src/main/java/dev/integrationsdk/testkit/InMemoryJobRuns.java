package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.JobRunRepository;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Job runs in a map. */
final class InMemoryJobRuns implements JobRunRepository, TenantRows {
    private static final Comparator<JobRun> EARLIEST_FIRST =
            Comparator.comparing(JobRun::startedAt).thenComparing(JobRun::id);

    private final Map<UUID, JobRun> rows = new HashMap<>();

    @Override
    public void start(UnitOfWork unit, JobRun run) {
        if (rows.containsKey(run.id())) {
            throw new IntegrationException(ErrorCode.STORE_FAILED, "run " + run.id() + " has begun already");
        }
        unit.unwrap(InMemoryTransaction.class).put(rows, run.id(), run);
    }

    @Override
    public void update(UnitOfWork unit, JobRun run) {
        JobRun standing = rows.get(run.id());
        if (standing != null
                && standing.stream().equals(run.stream())
                && !standing.status().isTerminal()) {
            unit.unwrap(InMemoryTransaction.class).put(rows, run.id(), run);
        }
    }

    @Override
    public int endAbandoned(UnitOfWork unit, StreamId stream, Instant at) {
        List<JobRun> abandoned = rows.values().stream()
                .filter(run -> run.stream().equals(stream) && !run.status().isTerminal())
                .toList();
        abandoned.forEach(run -> update(unit, run.ended(RunStatus.INTERRUPTED, at, Optional.empty())));
        return abandoned.size();
    }

    @Override
    public Optional<JobRun> find(UnitOfWork unit, TenantId tenant, UUID id) {
        return Optional.ofNullable(rows.get(id))
                .filter(run -> run.stream().tenant().equals(tenant));
    }

    @Override
    public List<JobRun> list(UnitOfWork unit, EntityScope scope, int limit) {
        return rows.values().stream()
                .filter(run -> run.stream().scope().equals(scope))
                .sorted(EARLIEST_FIRST.reversed())
                .limit(limit)
                .toList();
    }

    int purge(UnitOfWork unit, Instant before, int limit) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        List<UUID> old = rows.values().stream()
                .filter(run -> run.completedAt().map(at -> at.isBefore(before)).orElse(false))
                .filter(run -> !isLastThatEnded(run))
                .sorted(Comparator.comparing(run -> run.completedAt().orElseThrow()))
                .map(JobRun::id)
                .limit(limit)
                .toList();
        old.forEach(id -> transaction.remove(rows, id));
        return old.size();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, id -> find(transaction, tenant, id).isPresent(), limit);
    }

    private boolean isLastThatEnded(JobRun run) {
        return rows.values().stream()
                .filter(other ->
                        other.stream().equals(run.stream()) && other.status().isTerminal())
                .max(EARLIEST_FIRST)
                .filter(last -> last.id().equals(run.id()))
                .isPresent();
    }
}
