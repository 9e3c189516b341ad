package dev.integrationsdk.examples;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.DeadLetter;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** One line for each run, redrawn in place on a terminal, and a line for whatever went wrong. */
final class ConsoleProgress implements IntegrationListener {
    private final PrintStream out;
    private final boolean redraws = System.console() != null && System.getenv("CI") == null;

    ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void progressed(JobRun run) {
        if (redraws) {
            out.print("\r" + line(run) + " …");
            out.flush();
        }
    }

    @Override
    public void deadLettered(DeadLetter letter) {
        newLine("  dead letter " + letter.externalId().map(Object::toString).orElse(letter.position()) + ": "
                + letter.code() + ", " + letter.message());
    }

    @Override
    public void retrying(StreamId stream, IntegrationException failure, int attempt) {
        newLine("  " + stream + ": " + failure.code() + ", trying again");
    }

    @Override
    public void runEnded(JobRun run) {
        Duration taken = Duration.between(
                run.startedAt(), run.completedAt().map(Instant.class::cast).orElse(run.startedAt()));
        newLine(line(run) + "  " + run.status() + " in " + taken.toMillis() + " ms"
                + run.failure().map(why -> " (" + why.message() + ")").orElse(""));
    }

    private void newLine(String text) {
        out.println((redraws ? "\r" : "") + text);
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
