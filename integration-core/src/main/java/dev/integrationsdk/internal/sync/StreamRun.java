package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.Lease;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
    private @Nullable PageGroup reached;

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

    /** The group that is to be committed may know better how many records there are. */
    void expect(PageGroup group) {
        group.total().ifPresent(total -> job = job.withExpected(total));
    }

    /** The group is committed. */
    void reached(PageGroup group) {
        reached = group;
    }

    /** How a run ends that has read its stream to the end. */
    RunStatus whole() {
        if (reached == null) {
            return RunStatus.SUCCEEDED;
        }
        if (reached.completeness().equals(Optional.of(Completeness.PARTIAL))) {
            return RunStatus.PARTIAL;
        }
        return standsStill(reached.next()) ? RunStatus.NO_PROGRESS : RunStatus.SUCCEEDED;
    }

    private boolean standsStill(SyncCheckpoint end) {
        return stream().scanKind() == ScanKind.INCREMENTAL
                && job.counts().applied() > 0
                && parts.start().map(SyncCheckpoint::withoutCursor).equals(Optional.of(end.withoutCursor()));
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
     * @param mapping the host's
     * @param start where the run begins; empty at the beginning of the stream
     */
    record Parts(
            CalledConnector connector,
            PullSource source,
            EntityHandler handler,
            FieldMapping mapping,
            Optional<SyncCheckpoint> start) {
        Parts reading(UnaryOperator<PullSource> change) {
            return new Parts(connector, change.apply(source), handler, mapping, start);
        }

        Parts from(Optional<SyncCheckpoint> position) {
            return new Parts(connector, source, handler, mapping, position);
        }
    }
}
