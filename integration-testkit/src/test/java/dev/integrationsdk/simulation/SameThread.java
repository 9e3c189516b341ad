package dev.integrationsdk.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Does the work at once, or leaves it to whoever waits for it: either way on one thread. */
final class SameThread extends AbstractExecutorService {
    private final boolean atOnce;

    SameThread(boolean atOnce) {
        this.atOnce = atOnce;
    }

    @Override
    public void execute(Runnable work) {
        if (atOnce) {
            work.run();
        }
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
