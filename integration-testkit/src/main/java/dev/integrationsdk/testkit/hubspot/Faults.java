package dev.integrationsdk.testkit.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What is to go wrong with the requests that come next.
 *
 * <p>Faults are tried in the order in which they were set; the first that matches a request and is not used up takes
 * it. Thread-safe.
 */
public final class Faults {
    private final Object lock = new Object();
    private final List<FaultRule> rules = new ArrayList<>();
    private final CountDownLatch stopped;
    private long injected;

    Faults(CountDownLatch stopped) {
        this.stopped = stopped;
    }

    /**
     * Begins a fault for the next {@code count} requests that match; it is set once its kind is named.
     *
     * @throws IllegalArgumentException if {@code count} is below one
     */
    public FaultRule next(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count is below one: " + count);
        }
        return new FaultRule(this, count);
    }

    /** Begins a fault for every request that matches, until {@link #clear()}. */
    public FaultRule always() {
        return new FaultRule(this, FaultRule.FOR_EVER);
    }

    /** Removes the faults that are left. */
    public void clear() {
        synchronized (lock) {
            rules.clear();
        }
    }

    /** How many requests have met a fault. */
    public long injected() {
        synchronized (lock) {
            return injected;
        }
    }

    /** Whether every fault with a count is used up: a test that set one too many did not test what it says. */
    public boolean areUsedUp() {
        synchronized (lock) {
            return rules.stream().allMatch(FaultRule::isForEver);
        }
    }

    void add(FaultRule rule) {
        synchronized (lock) {
            rules.add(rule);
        }
    }

    CountDownLatch stopped() {
        return stopped;
    }

    Optional<Fault> take(HttpRequest request) {
        synchronized (lock) {
            for (FaultRule rule : rules) {
                if (rule.takes(request)) {
                    injected++;
                    rules.removeIf(FaultRule::isUsedUp);
                    return Optional.of(rule.fault());
                }
            }
            return Optional.empty();
        }
    }
}
