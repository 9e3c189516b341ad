package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps job runs. A run that has ended is never changed again. Authors of a store implement it. */
public interface JobRunRepository {
    void start(UnitOfWork unit, JobRun run);

    /** Writes counts, status and end; nothing happens if the run has ended already. */
    void update(UnitOfWork unit, JobRun run);

    /** Ends runs of this stream that are still marked as running, as INTERRUPTED; returns how many. */
    int endAbandoned(UnitOfWork unit, StreamId stream, Instant at);

    Optional<JobRun> find(UnitOfWork unit, TenantId tenant, UUID id);

    /** The latest first. */
    List<JobRun> list(UnitOfWork unit, EntityScope scope, int limit);
}
