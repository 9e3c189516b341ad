package dev.integrationsdk.benchmarks;

import dev.integrationsdk.spi.identity.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What 999 tenants feel of one whose remote hangs or fails, or who floods: how long their runs take, measured from when each
 * was due, beside how long they take while that tenant behaves well. A ratio is of two phases of one round.
 *
 * <p>{@code -Dtenants=1000 -Drate=100 -Dflood=800 -Dseconds=10 -Drounds=5 -Dbad=flooding}: runs a second of all good tenants,
 * asked for a second by the flooding one, length of a phase, only this way of being bad.
 */
public final class NeighbourBenchmark {
    static final String BAD_TENANT = "bad";

    private static final int CALLERS = 4;
    /** One for each stream of twenty connectors: more than the calls that a tenant may have under way. */
    private static final int BAD_CALLERS = 40;

    private static final int USUAL_BAD_RATE = BAD_CALLERS;

    private final NeighbourHost host;
    private final Load load;
    private final List<StreamId> good = new ArrayList<>();
    private int phases;
    private int next;

    private NeighbourBenchmark(NeighbourHost host, Load load) {
        this.host = host;
        this.load = load;
    }

    public static void main(String[] arguments) throws Exception {
        Load load = new Load(
                Options.positive("tenants", 1_000),
                Options.positive("rate", 100),
                Options.positive("flood", 800),
                Options.positive("seconds", 10));
        int rounds = Options.positive("rounds", 5);
        try (NeighbourHost host = new NeighbourHost()) {
            new NeighbourBenchmark(host, load).measure(rounds);
        }
    }

    private void measure(int rounds) throws Exception {
        for (int tenant = 1; tenant < load.tenants(); tenant++) {
            good.add(host.connector("tenant-" + tenant, "crm").get(0));
        }
        for (StreamId stream : good) {
            requireSucceeded(host.run(stream));
        }
        phase(NeighbourMood.WELL);
        List<NeighbourMood> moods = moods();
        Map<NeighbourMood, List<Phase>> measured = new EnumMap<>(NeighbourMood.class);
        for (int round = 0; round < rounds; round++) {
            for (NeighbourMood mood : moods) {
                measured.computeIfAbsent(mood, key -> new ArrayList<>()).add(phase(mood));
            }
            // Another one begins the next round.
            Collections.rotate(moods, 1);
            System.err.println("round " + (round + 1) + " of " + rounds);
        }
        List<Phase> well = measured.getOrDefault(NeighbourMood.WELL, List.of());
        measured.forEach((mood, phases) -> System.out.println(line(mood, phases, well)));
    }

    private static String line(NeighbourMood mood, List<Phase> phases, List<Phase> well) {
        double[] ratios = new double[phases.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = phases.get(round).p99() / well.get(round).p99();
        }
        return String.format(
                Locale.ROOT,
                "suite=neighbours bad=%s p50_ms=%.1f p99_ms=%.1f ratio=%.2f ratios=%s bad_ok=%.0f bad_not=%.0f",
                mood,
                Results.median(phases.stream().mapToDouble(Phase::p50).toArray()),
                Results.median(phases.stream().mapToDouble(Phase::p99).toArray()),
                Results.median(ratios),
                Arrays.stream(ratios)
                        .mapToObj(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                        .toList()
                        .toString()
                        .replace(" ", ""),
                Results.median(phases.stream().mapToDouble(Phase::badOk).toArray()),
                Results.median(phases.stream().mapToDouble(Phase::badNot).toArray()));
    }

    private static List<NeighbourMood> moods() {
        String only = System.getProperty("bad", "");
        List<NeighbourMood> moods = new ArrayList<>(List.of(NeighbourMood.values()));
        moods.removeIf(mood -> !only.isEmpty() && mood != NeighbourMood.WELL && !only.equals(mood.toString()));
        return moods;
    }

    private static void requireSucceeded(boolean succeeded) {
        if (!succeeded) {
            throw new IllegalStateException("the run of a good tenant did not succeed");
        }
    }

    private Phase phase(NeighbourMood mood) throws Exception {
        List<StreamId> bad = new ArrayList<>();
        phases++;
        for (int connector = 0; bad.size() < BAD_CALLERS; connector++) {
            // New ones, so that no open circuit is left from the phase before.
            bad.addAll(host.connector(BAD_TENANT, "crm-" + phases + "-" + connector));
        }
        host.server().become(mood);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            long begin = System.nanoTime();
            long end = begin + TimeUnit.SECONDS.toNanos(load.seconds());
            int badRate = mood == NeighbourMood.FLOODING ? load.flood() : USUAL_BAD_RATE;
            List<Future<long[]>> asked = new ArrayList<>();
            for (int caller = 0; caller < BAD_CALLERS; caller++) {
                Pace pace = new Pace(begin, end, BAD_CALLERS * 1_000_000_000L / badRate, caller, BAD_CALLERS);
                asked.add(threads.submit(badly(bad.get(caller), pace)));
            }
            List<Future<List<Double>>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                Pace pace = new Pace(begin, end, CALLERS * 1_000_000_000L / load.rate(), caller, CALLERS);
                running.add(threads.submit(well(pace)));
            }
            List<Double> took = new ArrayList<>();
            for (Future<List<Double>> caller : running) {
                took.addAll(caller.get());
            }
            host.server().become(NeighbourMood.WELL);
            long[] counts = new long[2];
            for (Future<long[]> caller : asked) {
                counts[0] += caller.get()[0];
                counts[1] += caller.get()[1];
            }
            return Phase.of(took, counts);
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<List<Double>> well(Pace pace) {
        return () -> {
            List<Double> took = new ArrayList<>();
            for (long due = pace.first(); due < pace.end(); due += pace.interval()) {
                pause(due);
                requireSucceeded(host.run(nextGood()));
                took.add((System.nanoTime() - due) / 1e6);
            }
            return took;
        };
    }

    /** Whoever is late asks again at once, but makes nothing up. */
    private Callable<long[]> badly(StreamId stream, Pace pace) {
        return () -> {
            long[] counts = new long[2];
            for (long due = pace.first(); due < pace.end(); due = Math.max(due + pace.interval(), System.nanoTime())) {
                pause(due);
                counts[host.run(stream) ? 0 : 1]++;
            }
            return counts;
        };
    }

    private synchronized StreamId nextGood() {
        next = (next + 1) % good.size();
        return good.get(next);
    }

    private static void pause(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private record Load(int tenants, int rate, int flood, int seconds) {}

    /** When one of some callers asks, in nanoseconds of {@link System#nanoTime}. */
    private record Pace(long begin, long end, long interval, int caller, int callers) {
        long first() {
            return begin + interval * caller / callers;
        }
    }

    /** Milliseconds of a good tenant's run; runs of the bad tenant that succeeded, and that did not. */
    private record Phase(double p50, double p99, double badOk, double badNot) {
        static Phase of(List<Double> took, long[] counts) {
            double[] sorted =
                    took.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Phase(
                    sorted[sorted.length / 2],
                    sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)],
                    counts[0],
                    counts[1]);
        }
    }
}
