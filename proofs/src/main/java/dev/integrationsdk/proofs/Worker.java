package dev.integrationsdk.proofs;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.PullSource;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that runs a tenant's stream whenever it is told {@code run TENANT}, and says what comes of it; told a duration,
 * its clock is wrong by that. Its arguments are an {@link Assignment}'s.
 */
final class Worker {
    private final Assignment assignment;
    private final Dialogue dialogue = new Dialogue();
    private final ShiftedClock clock = new ShiftedClock();
    private final Halting halting;
    private final Steps steps;

    private Worker(Assignment assignment) {
        this.assignment = assignment;
        halting = new Halting(assignment, dialogue, clock);
        steps = new Steps(halting::reached);
    }

    public static void main(String[] arguments) {
        new Worker(Assignment.of(arguments)).work();
    }

    private void work() {
        dialogue.say(WorkerProcess.READY);
        for (Optional<String> command = dialogue.hear(); command.isPresent(); command = dialogue.hear()) {
            String[] words = command.get().split(" ", 2);
            if (words[0].equals(WorkerProcess.RUN)) {
                run(words[1]);
            } else {
                clock.shiftTo(Duration.parse(words[0]));
            }
        }
    }

    private void run(String tenant) {
        try (SmallHost host = host(tenant)) {
            halting.beginRun();
            dialogue.say(run(host));
        }
    }

    private static String run(SmallHost host) {
        try {
            JobRun run = host.run();
            return WorkerProcess.ENDED
                    + run.status()
                    + run.failure().map(failure -> " " + failure.code()).orElse("");
        } catch (IntegrationException refused) {
            return WorkerProcess.REFUSED + refused.code();
        }
    }

    private SmallHost host(String tenant) {
        PlantedFaults faults = new PlantedFaults(assignment.database(), assignment.plants(), clock);
        ContactHandler handler = new ContactHandler(() -> halting.reached(Point.AMID_ROWS.step()));
        IntegrationListener acknowledging = new IntegrationListener() {
            @Override
            public void progressed(JobRun run) {
                dialogue.say(WorkerProcess.COMMITTED);
            }
        };
        return SmallHost.in(halting.database())
                .tenant(tenant)
                .script(assignment.script())
                .clock(clock)
                .limits(RunLimits.ofDefaults().withPagesPerCommit(1).withLeaseTime(assignment.leaseTime()))
                .dataSource(steps::of)
                .repositories(sound -> steps.of(faults.into(sound)))
                .transactions(steps::of)
                .source(source -> steps.of(PullSource.class, "source", source))
                .handler(steps.of(EntityHandler.class, "handler", faults.into(handler)))
                .listener(steps.of(IntegrationListener.class, "listener", acknowledging))
                .open();
    }
}
