package dev.integrationsdk.examples;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.DeadLetter;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A line for each run, one a second while it lasts, and one for whatever went wrong. */
final class ConsoleProgress implements IntegrationListener {
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private volatile Instant quietUntil = Instant.EPOCH;

    ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void progressed(JobRun run) {
        if (clock.instant().isAfter(quietUntil)) {
            quietUntil = clock.instant().plusSeconds(1);
            out.println(line(run) + "  …");
        }
    }

    @Override
    public void deadLettered(DeadLetter letter) {
        out.println("  dead letter " + letter.externalId().map(Object::toString).orElse(letter.position()) + ": "
                + letter.code() + ", " + letter.message());
    }

    @Override
    public void retrying(StreamId stream, IntegrationException failure, int attempt) {
        if (failure.code().disposition() == Disposition.REJECT_RECORD) {
            out.println("  " + stream + ": a record failed, so its pages are applied record by record");
        } else if (clock.instant().isAfter(quietUntil)) {
            out.println("  " + stream + ": " + failure.code() + ", trying again");
        }
    }

    @Override
    public void runStarted(JobRun run) {
        quietUntil = clock.instant().plusSeconds(1);
    }

    @Override
    public void runEnded(JobRun run) {
        Duration taken = Duration.between(run.startedAt(), run.completedAt().orElse(run.startedAt()));
        out.println(line(run) + "  " + run.status() + " in " + taken.toMillis() + " ms"
                + run.failure().map(why -> " (" + why.message() + ")").orElse(""));
    }

    private static String line(JobRun run) {
        return String.format(
                "  %-32s read %,7d  created %,7d  updated %,6d  unchanged %,7d",
                run.stream(),
                run.counts().read(),
                run.counts().of(RecordState.CREATED),
                run.counts().of(RecordState.UPDATED),
                run.counts().of(RecordState.UNCHANGED));
    }
}
