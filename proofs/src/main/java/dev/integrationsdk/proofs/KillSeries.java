package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many kills, several at a time, each on a tenant of its own. */
final class KillSeries {
    private final Grounds grounds;
    private final int atOnce;
    private final Map<Kill, List<String>> failures = new TreeMap<>(Comparator.comparing(Kill::toString));
    private Duration longestWait = Duration.ZERO;

    KillSeries(Grounds grounds, int atOnce) {
        this.grounds = grounds;
        this.atOnce = atOnce;
    }

    /** @param progress told of each kill */
    void run(List<Kill> kills, Set<Plant> plants, Progress progress) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<KillTrial.Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < kills.size(); i++) {
                Kill kill = kills.get(i);
                String tenant = "t" + i;
                outcomes.add(threads.submit(() -> tryOut(kill, tenant, plants)));
            }
            for (int i = 0; i < kills.size(); i++) {
                take(kills.get(i), outcomes.get(i));
                progress.done(i + 1, kills.get(i), failures.getOrDefault(kills.get(i), List.of()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private KillTrial.Outcome tryOut(Kill kill, String tenant, Set<Plant> plants) {
        Database database = grounds.take(kill.product());
        try {
            return new KillTrial(database, tenant, kill, plants).run();
        } finally {
            grounds.giveBack(database);
        }
    }

    private void take(Kill kill, Future<KillTrial.Outcome> future) {
        try {
            KillTrial.Outcome outcome = future.get();
            if (!outcome.findings().isEmpty()) {
                failures.put(kill, outcome.findings());
            }
            if (outcome.waited().compareTo(longestWait) > 0) {
                longestWait = outcome.waited();
            }
        } catch (ExecutionException failed) {
            failures.put(kill, List.of("it could not be tried: " + rootOf(failed)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    /** What was found, by kill; empty if every one was survived. */
    Map<Kill, List<String>> failures() {
        return failures;
    }

    /** The longest that a successor waited for the lease of the dead. */
    Duration longestWait() {
        return longestWait;
    }

    /** Hears of a kill, in their order. */
    @FunctionalInterface
    interface Progress {
        /**
         * @param number of kills that are done
         * @param findings what was wrong after this one; empty if nothing
         */
        void done(int number, Kill kill, List<String> findings);
    }
}
