package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.integrationsdk.schedule.HealthRound;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/** Has connectors checked by the one process that db-scheduler hands the work to. Thread-safe. */
final class HealthTask {
    private final HealthRound round;
    private final Clock clock;
    private final BooleanSupplier stopping;

    HealthTask(HealthRound round, Clock clock, BooleanSupplier stopping) {
        this.round = round;
        this.clock = clock;
        this.stopping = stopping;
    }

    /** What db-scheduler is told to do with the row. */
    CustomTask<Void> task() {
        return Tasks.custom(ScheduledTaskTable.HEALTH, Void.class)
                .onDeadExecutionRevive()
                .onFailure(this::again)
                .execute((instance, context) -> {
                    round.run(stopping);
                    return this::again;
                });
    }

    private void again(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        operations.reschedule(complete, clock.instant().plus(round.interval()));
    }
}
