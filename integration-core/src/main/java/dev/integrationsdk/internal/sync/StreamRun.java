package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.internal.record.RecordKeeper;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.Lease;
import java.time.Duration;
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
    private boolean recordsWaiting;
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

    /** The page at this position, if its records' states were given and nobody has to be asked. */
    Optional<PullPage> givenPage(Optional<SyncCheckpoint> position, int limit) {
        return source() instanceof NamedRecords named ? named.givenPage(position, limit) : Optional.empty();
    }

    /** Whether the record's state was given, and not read now. */
    boolean isGiven(ExternalId record) {
        return source() instanceof NamedRecords named && named.isGiven(record);
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

    /** Whether the scope may have dead letters, discarded ones too, so that applied records have to be looked up among them. */
    boolean deadLettersOpen() {
        return deadLettersOpen;
    }

    void deadLettersOpen(boolean open) {
        deadLettersOpen = open;
    }

    /** Whether records of the scope may wait for others, so that applied ones have to be looked up among them. */
    boolean recordsWaiting() {
        return recordsWaiting;
    }

    void recordsWaiting(boolean waiting) {
        recordsWaiting = waiting;
    }

    /** What is kept of a record that cannot be applied yet. */
    Optional<KeptRecord> keep(Change change) {
        return parts.letters().keeper().keep(scope(), change);
    }

    /** Whether a record that was not applied can be had again without a scan. */
    boolean canHaveAgain(Optional<KeptRecord> kept) {
        return kept.isPresent() || parts.letters().canRead();
    }

    /** How long a record may wait for another one before it becomes a dead letter. */
    Duration longestWait() {
        return parts.letters().longestWait();
    }

    /** How many open dead letters stop the run; one over named records mends them, and is stopped by none. */
    int pauseAt() {
        return stream().scanKind() == ScanKind.RECORD
                ? Integer.MAX_VALUE
                : parts.letters().pauseAt();
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
     * @param letters what becomes of records that cannot be applied
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
            Letters letters,
            Optional<PushLoop.Outgoing> outgoing,
            Optional<SyncCheckpoint> start) {
        Parts with(FieldMapping effective) {
            return new Parts(
                    connector, source, handler, effective, policy, hostRows, records, letters, outgoing, start);
        }

        Parts from(Optional<SyncCheckpoint> position) {
            return new Parts(
                    connector, source, handler, mapping, policy, hostRows, records, letters, outgoing, position);
        }
    }

    /**
     * What becomes of records that cannot be applied. Immutable.
     *
     * @param keeper of what came from the remote
     * @param canRead whether the adapter can read them again by their ids
     * @param longestWait for another record
     * @param pauseAt so many open ones
     */
    record Letters(RecordKeeper keeper, boolean canRead, Duration longestWait, int pauseAt) {}
}
