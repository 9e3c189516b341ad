package dev.integrationsdk.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What our own rows cost: look-up, mappings, checkpoint and run of a page, beside the same written by hand in JDBC
 * batches. Both in turns in this process, on fresh databases.
 *
 * <p>{@code -Dn=100000} records, {@code -Dpage=1000} of them in a transaction, {@code -Drounds=5},
 * {@code -Ddatabases=h2,postgresql}.
 */
public final class PageWriteBenchmark {
    private static final int WARM_UP_RECORDS = 20_000;
    private static final int WARM_UP_PASSES = 3;

    private PageWriteBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int records = Options.positive("n", 100_000);
        int page = Options.positive("page", 1_000);
        int rounds = Options.positive("rounds", 5);
        List<MeasuredProduct> products = Options.databases();
        for (MeasuredProduct product : products) {
            try (PageDatabase.Source databases = new PageDatabase.Source(product, true)) {
                compare(databases, product, records, page, rounds);
            }
        }
    }

    private static void compare(
            PageDatabase.Source databases, MeasuredProduct product, int records, int page, int rounds)
            throws Exception {
        PageStore.Opener ours = LibraryPages::new;
        PageStore.Opener limit = PlainPages::new;
        for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
            measure(databases, ours, Math.min(records, WARM_UP_RECORDS), page);
            measure(databases, limit, Math.min(records, WARM_UP_RECORDS), page);
        }
        Map<PullCase, List<double[]>> pairs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            Map<PullCase, Double> one = measure(databases, oursFirst ? ours : limit, records, page);
            Map<PullCase, Double> other = measure(databases, oursFirst ? limit : ours, records, page);
            for (PullCase pullCase : PullCase.values()) {
                double[] pair = {(oursFirst ? one : other).get(pullCase), (oursFirst ? other : one).get(pullCase)};
                pairs.computeIfAbsent(pullCase, key -> new ArrayList<>()).add(pair);
            }
            System.err.println(product + ": round " + (round + 1) + " of " + rounds);
        }
        pairs.forEach((pullCase, measured) -> System.out.println(line(product, pullCase, records, page, measured)));
    }

    private static String line(
            MeasuredProduct product, PullCase pullCase, int records, int page, List<double[]> pairs) {
        return String.format(
                Locale.ROOT,
                "suite=page-writes database=%s case=%s n=%d page=%d ours_us=%.2f hand_us=%.2f ratio=%.2f",
                product,
                pullCase,
                records,
                page,
                Results.median(pairs.stream().mapToDouble(pair -> pair[0]).toArray()),
                Results.median(pairs.stream().mapToDouble(pair -> pair[1]).toArray()),
                Results.median(
                        pairs.stream().mapToDouble(pair -> pair[0] / pair[1]).toArray()));
    }

    /** Microseconds for each record, by case. */
    private static Map<PullCase, Double> measure(
            PageDatabase.Source databases, PageStore.Opener opener, int records, int page) throws Exception {
        Map<PullCase, Double> figures = new LinkedHashMap<>();
        try (PageDatabase database = databases.open();
                PageStore store = opener.open(database)) {
            for (PullCase pullCase : PullCase.values()) {
                int state = pullCase == PullCase.CHANGED ? 2 : 1;
                long nanos = 0;
                for (int from = 0; from < records; from += page) {
                    var wanted =
                            Collections.unmodifiableList(PageRecords.page(from, Math.min(records, from + page), state));
                    long before = System.nanoTime();
                    store.page(wanted);
                    nanos += System.nanoTime() - before;
                }
                figures.put(pullCase, nanos / 1_000.0 / records);
            }
        }
        return figures;
    }
}
