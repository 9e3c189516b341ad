package dev.integrationsdk.proofs.cut;

import java.util.ArrayList;
import java.util.List;

/** What many cuts came to. Thread-safe. */
final class Tally {
    private final List<String> problems = new ArrayList<>();
    private long trials;
    private long incomplete;
    private long tookEffect;
    private long rolledBack;

    /** A trial is over; nothing is wrong if there are no differences. */
    synchronized void trial(String what, List<String> differences) {
        trials++;
        differences.forEach(difference -> problems.add(what + ": " + difference));
    }

    /** A run ended early and had to be run again. */
    synchronized void incomplete() {
        incomplete++;
    }

    /** The outcome of a page's commit was not known; a look past the proxy told it. */
    synchronized void unknown(boolean committed) {
        if (committed) {
            tookEffect++;
        } else {
            rolledBack++;
        }
    }

    synchronized long trials() {
        return trials;
    }

    /** Unknown outcomes that turned out to be committed. */
    synchronized long tookEffect() {
        return tookEffect;
    }

    /** Unknown outcomes that turned out to be rolled back. */
    synchronized long rolledBack() {
        return rolledBack;
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public synchronized String toString() {
        return trials + " trials, " + incomplete + " runs to be run again, commits of unknown outcome: " + tookEffect
                + " had taken effect, " + rolledBack + " had not; " + problems.size() + " problems";
    }
}
