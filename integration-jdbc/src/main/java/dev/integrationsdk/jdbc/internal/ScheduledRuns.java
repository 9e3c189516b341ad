package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.internal.ScheduledTask.Counts;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.schedule.RunOutcome;
import dev.integrationsdk.schedule.RunOutcome.Verdict;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.schedule.Timetable;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what db-scheduler has handed out, and writes when it is to be done again. Thread-safe. */
final class ScheduledRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledRuns.class);
    private static final RunOutcome STOPPED = new RunOutcome(Verdict.NEITHER, Optional.empty());
    /** A run is cancelled again after this long, since one that is just beginning does not hear it. */
    private static final Duration CANCEL_AGAIN = Duration.ofMillis(50);

    private final Scheduling library;
    private final ScheduledTaskTable table;
    private final Timetable timetable;
    private final Clock clock;
    private final StreamsInHand inHand = new StreamsInHand();
    private volatile boolean stopping;

    ScheduledRuns(Scheduling library, ScheduledTaskTable table, Timetable timetable, Clock clock) {
        this.library = library;
        this.table = table;
        this.timetable = timetable;
        this.clock = clock;
    }

    /** What db-scheduler is told to do with our rows. */
    CustomTask<StreamSchedule> task() {
        return Tasks.custom(ScheduledTaskTable.TASK, StreamSchedule.class)
                .onDeadExecution((complete, operations) -> revive(complete.getExecution()))
                .onFailure((complete, operations) -> giveBack(
                        complete.getExecution(),
                        RunOutcome.of(complete.getCause()
                                .orElseGet(() -> new IllegalStateException("db-scheduler names no cause")))))
                .execute((instance, context) -> execute(instance));
    }

    private CompletionHandler<StreamSchedule> execute(TaskInstance<StreamSchedule> instance) {
        RunOutcome outcome = run(ScheduledTask.requireOwn(instance.getId(), instance.getData()));
        return (complete, operations) -> giveBack(complete.getExecution(), outcome);
    }

    private RunOutcome run(StreamSchedule scheduled) {
        StreamId stream = scheduled.stream();
        inHand.add(stream);
        try {
            if (scheduled.schedule() instanceof Schedule.Polling) {
                library.pollInterval(stream);
            }
            return stopping ? STOPPED : RunOutcome.of(library.runner().run(RunRequest.of(stream)));
        } catch (IntegrationException noneBegan) {
            RunOutcome outcome = RunOutcome.of(noneBegan);
            if (outcome.verdict() == Verdict.FAILURE) {
                LOG.warn("No run of {} could begin: {}", stream, noneBegan.explanation(), noneBegan);
            } else {
                LOG.debug("No run of {} began: {}", stream, noneBegan.explanation());
            }
            return outcome;
        } finally {
            inHand.remove(stream);
        }
    }

    /** The process that had it in hand has not been heard of for too long. Its lease decides when it really goes on. */
    private void revive(Execution dead) {
        LOG.warn(
                "Stream {} was in the hands of {}, not heard of since {}: it is run again",
                dead.getId(),
                dead.pickedBy,
                dead.lastHeartbeat);
        endRun(dead, (unit, task) -> table.giveBack(unit, task, task.counts(), clock.instant()));
    }

    private void giveBack(Execution execution, RunOutcome outcome) {
        Optional<Duration> pollInterval = pollInterval(execution);
        endRun(execution, (unit, task) -> {
            Instant now = clock.instant();
            Counts counts = counts(task, outcome, now);
            Optional<StreamSchedule> scheduled = readable(task);
            Optional<Instant> rest = Timetable.restUntil(outcome, counts.failures(), now);
            scheduled
                    .filter(known -> !known.restUntil().equals(rest))
                    .ifPresent(known -> table.rewrite(unit, known.withRestUntil(rest)));
            Instant next = scheduled
                    .map(known -> timetable.afterRun(
                            known.stream(),
                            Timetable.resolved(known.schedule(), pollInterval),
                            outcome,
                            counts.failures(),
                            now))
                    .or(() -> rest)
                    .orElse(now);
            table.giveBack(unit, task, counts, stopping && outcome.equals(STOPPED) ? now : next);
        });
    }

    /** Whatever its schedule is by now; asked before the row is locked. */
    private Optional<Duration> pollInterval(Execution execution) {
        try {
            return execution.taskInstance.getData() instanceof StreamSchedule handedOut
                    ? Optional.of(library.pollInterval(handedOut.stream()))
                    : Optional.empty();
        } catch (IntegrationException none) {
            LOG.debug("Stream {} has no poll interval: {}", execution.getId(), none.explanation());
            return Optional.empty();
        }
    }

    /** Unless its schedule was removed meanwhile, or it was handed to somebody else. */
    private void endRun(Execution execution, BiConsumer<UnitOfWork, ScheduledTask> ending) {
        boolean standing = table.inTransaction(unit -> {
            Optional<ScheduledTask> task =
                    table.lock(unit, execution.getId()).filter(found -> found.isPickedAs(execution.version));
            task.ifPresent(found -> ending.accept(unit, found));
            return task.isPresent();
        });
        if (!standing) {
            LOG.info("Stream {} lost its schedule during its run, or was handed to somebody else", execution.getId());
        }
    }

    private static Counts counts(ScheduledTask task, RunOutcome outcome, Instant now) {
        return switch (outcome.verdict()) {
            case SUCCESS -> task.counts().succeeded(now);
            case FAILURE -> task.counts().failed(now);
            case NEITHER -> task.counts();
        };
    }

    private static Optional<StreamSchedule> readable(ScheduledTask task) {
        try {
            return Optional.of(task.read());
        } catch (IntegrationException unreadable) {
            LOG.error("A scheduled task cannot be run: {}", unreadable.explanation(), unreadable);
            return Optional.empty();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Begins no run any more, stops those in hand after their page, and waits for them; false if some go on. */
    boolean stop(Duration grace) {
        stopping = true;
        long end = System.nanoTime() + grace.toNanos();
        try {
            while (!inHand.awaitNone(CANCEL_AGAIN)) {
                inHand.all().forEach(library.runner()::cancel);
                if (System.nanoTime() - end > 0) {
                    LOG.warn("Runs went on after {}: {}; they are interrupted", grace, inHand.all());
                    return false;
                }
            }
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
