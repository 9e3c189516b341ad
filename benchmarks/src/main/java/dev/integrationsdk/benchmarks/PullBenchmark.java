package dev.integrationsdk.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the library costs: a full scan of simulated HubSpot contacts into the host's table, beside a hand-written loop
 * that does the same work. Both run in turns in this process, each on fresh databases; the remote has a process of its
 * own. After every pull the database is compared with the remote, and a difference ends the program.
 *
 * <p>{@code -Dn=100000} sets how many contacts there are, {@code -Drounds=3} how often everything is measured.
 */
public final class PullBenchmark {
    private static final int WARM_UP_PASSES = 6;
    private static final String WARM_UP = "warmup-";

    private final ServerProcess server;
    private final List<Contender> contenders;

    private PullBenchmark(ServerProcess server, List<Contender> contenders) {
        this.server = server;
        this.contenders = contenders;
    }

    public static void main(String[] arguments) throws Exception {
        int records = Options.positive("n", 100_000);
        int rounds = Options.positive("rounds", 3);
        List<Contender> contenders = List.of(new LibraryRun(), new HandWrittenLoop());
        Map<String, Integer> accounts = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            accounts.put(contender.name(), records);
            accounts.put(WARM_UP + contender.name(), Math.min(records, 20_000));
        }
        try (ServerProcess server = ServerProcess.start(accounts)) {
            PullBenchmark benchmark = new PullBenchmark(server, contenders);
            benchmark.warmUp();
            Results results = benchmark.measure(rounds);
            for (PullCase pullCase : PullCase.values()) {
                System.out.println(results.line(pullCase, records));
            }
        }
    }

    private void warmUp() throws Exception {
        for (int pass = 1; pass <= WARM_UP_PASSES; pass++) {
            for (Contender contender : contenders) {
                pullAll(contender, WARM_UP + contender.name(), (pullCase, sample) -> {});
            }
        }
        progress("warmed up");
    }

    private Results measure(int rounds) throws Exception {
        Results results = new Results();
        List<Contender> order = new ArrayList<>(contenders);
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : order) {
                String name = contender.name();
                StringBuilder line = new StringBuilder("round " + round + " of " + rounds + ", " + name + ":");
                pullAll(contender, name, (pullCase, sample) -> {
                    results.add(name, pullCase, sample);
                    line.append(String.format(
                            Locale.ROOT,
                            "  %s %.0f/s %.1f us",
                            pullCase,
                            sample.recordsPerSecond(),
                            sample.cpuNanosPerRecord() / 1_000));
                });
                progress(line.toString());
            }
            Collections.reverse(order);
        }
        return results;
    }

    /** Goes through all cases on a fresh database. */
    private void pullAll(Contender contender, String token, BiConsumer<PullCase, Sample> samples) throws Exception {
        Measurement measurement = Measurement.begin();
        try (BenchmarkDatabase database = BenchmarkDatabase.create();
                Contender.Session session = contender.open(database, server.account(token))) {
            List<PullCase> pulls = new ArrayList<>();
            for (PullCase pullCase : PullCase.values()) {
                if (pullCase == PullCase.CHANGED) {
                    server.change(token);
                }
                server.render(token);
                Content expected = server.content(token);
                Sample sample = measurement.of(session, expected.contacts());
                pulls.add(pullCase);
                database.verify(expected, pulls);
                samples.accept(pullCase, sample);
            }
        }
    }

    private static void progress(String line) {
        System.err.println(line);
    }
}
