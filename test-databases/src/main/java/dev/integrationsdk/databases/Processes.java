package dev.integrationsdk.databases;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes without asking them. */
final class Processes {
    private static final long LONGEST_DEATH_SECONDS = 20;

    private Processes() {}

    /** Kills a process with all that it has started, and waits until they are gone. */
    static void kill(long processId) {
        ProcessHandle parent = ProcessHandle.of(processId)
                .orElseThrow(() -> new IllegalStateException("there is no process " + processId));
        List<ProcessHandle> children = parent.descendants().toList();
        parent.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        await(parent);
        children.forEach(Processes::await);
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(LONGEST_DEATH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while process " + process.pid() + " was dying", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("process " + process.pid() + " does not die", failure);
        }
    }
}
