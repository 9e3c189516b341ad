package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.Lease;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of one stream: what it works with and how far it has come. Written by the run's own thread only. */
final class StreamRun {
    private final Parts parts;
    private final LeaseClaim claim;
    private final Thread thread = Thread.currentThread();
    private final Cancellation cancellation = new Cancellation();
    private final RunCalls calls = new RunCalls();
    private JobRun job;
    private long revision;
    private boolean deadLettersOpen;
    private boolean verdictsOpen;
    private @Nullable Instant listingSince;

    StreamRun(Parts parts, LeaseClaim claim, JobRun job) {
        this.parts = parts;
        this.claim = claim;
        this.job = job;
    }

    StreamId stream() {
        return lease().stream();
    }

    EntityScope scope() {
        return lease().stream().scope();
    }

    PullSource source() {
        return parts.source();
    }

    EntityHandler handler() {
        return parts.handler();
    }

    FieldMapping mapping() {
        return parts.mapping();
    }

    Optional<SyncCheckpoint> start() {
        return parts.start();
    }

    Lease lease() {
        return claim.lease();
    }

    LeaseClaim claim() {
        return claim;
    }

    JobRun job() {
        return job;
    }

    void job(JobRun soFar) {
        job = soFar;
    }

    /** What the connector can read by name. */
    Optional<RecordSource> records() {
        return parts.records();
    }

    /** Where the host's rows go to, if this is what the run is for. */
    Optional<PushLoop.Outgoing> outgoing() {
        return parts.outgoing();
    }

    /** Where the host's rows are looked up; empty if records go one way only. */
    Optional<HostRows> hostRows() {
        return parts.hostRows();
    }

    EntityPolicy policy() {
        return parts.policy();
    }

    /** Since when what the scan lists is noted, so that absence can be concluded; empty if it is not noted. */
    Optional<Instant> listingSince() {
        return Optional.ofNullable(listingSince);
    }

    void listingSince(@Nullable Instant begun) {
        listingSince = begun;
    }

    /** Whether the scope may have review items that are decided and not done. */
    boolean verdictsOpen() {
        return verdictsOpen;
    }

    void verdictsOpen(boolean open) {
        verdictsOpen = open;
    }

    /** Of the checkpoint that stands; 0 if none does. */
    long revision() {
        return revision;
    }

    void revision(long standing) {
        revision = standing;
    }

    /** Whether the scope may have dead letters, so that applied records have to be looked up among them. */
    boolean deadLettersOpen() {
        return deadLettersOpen;
    }

    void deadLettersOpen(boolean open) {
        deadLettersOpen = open;
    }

    boolean isOnThisThread() {
        return thread == Thread.currentThread();
    }

    /** May be called from any thread. */
    void cancel() {
        cancellation.cancel();
    }

    /** @throws IntegrationException CANCELLED if somebody has asked for that */
    void stopIfCancelled() {
        cancellation.stopIfCancelled();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** That are not in the integration log yet. */
    RunCalls calls() {
        return calls;
    }

    CalledConnector connector() {
        return parts.connector();
    }

    /**
     * What a run works with. Immutable.
     *
     * @param connector which is read
     * @param source the connector's
     * @param handler the host's
     * @param mapping the one that counts
     * @param policy for the scope's records
     * @param hostRows where the host's rows are looked up, if records go both ways
     * @param records what the connector can read by name
     * @param outgoing where the host's rows go to, if the run writes
     * @param start where the run begins; empty at the beginning of the stream
     */
    record Parts(
            CalledConnector connector,
            PullSource source,
            EntityHandler handler,
            FieldMapping mapping,
            EntityPolicy policy,
            Optional<HostRows> hostRows,
            Optional<RecordSource> records,
            Optional<PushLoop.Outgoing> outgoing,
            Optional<SyncCheckpoint> start) {
        Parts with(FieldMapping effective) {
            return new Parts(connector, source, handler, effective, policy, hostRows, records, outgoing, start);
        }

        Parts from(Optional<SyncCheckpoint> position) {
            return new Parts(connector, source, handler, mapping, policy, hostRows, records, outgoing, position);
        }
    }
}
