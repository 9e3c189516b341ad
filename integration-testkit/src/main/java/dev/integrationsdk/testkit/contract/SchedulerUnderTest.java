package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.schedule.Scheduler;

/** A started scheduler, as the contract works on it. Authors of a scheduler implement it. */
public interface SchedulerUnderTest extends AutoCloseable {
    Scheduler scheduler();

    /** Returns once everything that is due has been run. */
    void settle();

    @Override
    void close();
}
