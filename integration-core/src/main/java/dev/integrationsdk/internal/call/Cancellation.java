package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** Whether a piece of work was asked to stop. Wakes the threads that wait in its name, and no other. Thread-safe. */
public final class Cancellation {
    private final Object lock = new Object();
    private final Set<Thread> waiting = new HashSet<>();
    private volatile boolean cancelled;

    /** Asks it to stop. May be called from any thread, and again. */
    public void cancel() {
        synchronized (lock) {
            cancelled = true;
            waiting.forEach(Thread::interrupt);
        }
    }

    /** @throws IntegrationException CANCELLED if somebody has asked for that, or the thread is interrupted */
    public void stopIfCancelled() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new IntegrationException(ErrorCode.CANCELLED, "the run was asked to stop");
        }
    }

    /**
     * Waits, unless somebody has asked for the end of it all.
     *
     * @throws IntegrationException CANCELLED if that was so, or comes to be so, or if the thread is interrupted
     */
    public <T> T waiting(Callable<T> wait) {
        begin();
        boolean woken = false;
        try {
            return wait.call();
        } catch (InterruptedException interrupted) {
            woken = true;
            throw new IntegrationException(ErrorCode.CANCELLED, "stopped while waiting", interrupted);
        } catch (RuntimeException declared) {
            throw declared;
        } catch (Exception undeclared) {
            throw new IllegalStateException(undeclared);
        } finally {
            end(woken);
        }
    }

    private void begin() {
        synchronized (lock) {
            if (cancelled) {
                throw new IntegrationException(ErrorCode.CANCELLED, "stopped before waiting");
            }
            waiting.add(Thread.currentThread());
        }
    }

    /** An interrupt that was ours ends here; any other one stays with the thread. */
    private void end(boolean woken) {
        synchronized (lock) {
            waiting.remove(Thread.currentThread());
            if (cancelled) {
                Thread.interrupted();
            } else if (woken) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
