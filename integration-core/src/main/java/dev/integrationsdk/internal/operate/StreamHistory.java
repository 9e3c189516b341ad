package dev.integrationsdk.internal.operate;

import dev.integrationsdk.health.StreamFreshness;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the streams of a connector have done so far. Immutable. */
final class StreamHistory {
    /** The latest run of each scan kind is looked for among so many runs of its entity type. */
    private static final int RUNS = 100;

    private final ConnectorOffice office;

    StreamHistory(ConnectorOffice office) {
        this.office = office;
    }

    List<StreamFreshness> freshness(KnownConnector known) {
        List<StreamFreshness> all = new ArrayList<>();
        for (EntityType type : office.entityTypes(known)) {
            EntityScope scope = known.effective().config().scope(type);
            List<JobRun> runs =
                    office.inTransaction(unit -> office.repositories().jobRuns().list(unit, scope, RUNS));
            long deadLetters = office.inTransaction(
                    unit -> office.repositories().deadLetters().count(unit, scope));
            for (ScanKind kind : ScanKind.values()) {
                StreamId stream = new StreamId(scope, kind);
                Optional<StoredCheckpoint> checkpoint = office.inTransaction(
                        unit -> office.repositories().checkpoints().find(unit, stream));
                checkpoint.ifPresent(standing -> all.add(new StreamFreshness(
                        stream,
                        standing.updatedAt(),
                        age(standing.updatedAt()),
                        last(runs, stream),
                        deadLetters,
                        standstills(runs, stream))));
            }
        }
        return all;
    }

    /** The latest run of each scan kind that was ever run. */
    List<JobRun> lastRuns(KnownConnector known) {
        List<JobRun> all = new ArrayList<>();
        for (EntityType type : office.entityTypes(known)) {
            EntityScope scope = known.effective().config().scope(type);
            List<JobRun> runs =
                    office.inTransaction(unit -> office.repositories().jobRuns().list(unit, scope, RUNS));
            for (ScanKind kind : ScanKind.values()) {
                last(runs, new StreamId(scope, kind)).ifPresent(all::add);
            }
        }
        return all;
    }

    private static Optional<JobRun> last(List<JobRun> latestFirst, StreamId stream) {
        return latestFirst.stream().filter(run -> run.stream().equals(stream)).findFirst();
    }

    private static int standstills(List<JobRun> latestFirst, StreamId stream) {
        return (int) latestFirst.stream()
                .filter(run -> run.stream().equals(stream) && run.status().isTerminal())
                .takeWhile(run -> run.status() == RunStatus.NO_PROGRESS)
                .count();
    }

    private Duration age(Instant since) {
        Duration age = Duration.between(since, office.clock().instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
