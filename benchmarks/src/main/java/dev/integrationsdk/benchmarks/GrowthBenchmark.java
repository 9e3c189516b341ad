package dev.integrationsdk.benchmarks;

import dev.integrationsdk.store.RecordMapping;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether records per second stay flat while the tables grow: one first load in slices, or one of which every
 * tenth record is changed at once. The figure is the rate of the last slice (of the last two, where there are ten or more) divided by
 * that of the second.
 *
 * <p>{@code -Dn=1000000 -Dslice=100000 -Dpage=1000 -Ddatabases=h2,postgresql} draws the curve.
 *
 * <p>{@code -Dtraps} instead looks for three query forms that turn quadratic without a warning, at 60,000 records, 100 in
 * a transaction, on tables that are empty at first and never analysed; and writes each of these forms by hand as well, so
 * that the benchmark shows that it would see them.
 */
public final class GrowthBenchmark {
    private static final int TRAP_RECORDS = 60_000;
    private static final int TRAP_SLICE = 10_000;
    private static final int TRAP_PAGE = 100;

    private GrowthBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (System.getProperty("traps") != null) {
            traps();
            return;
        }
        Load load = new Load(
                Options.positive("n", 1_000_000), Options.positive("slice", 100_000), Options.positive("page", 1_000));
        for (MeasuredProduct product : Options.databases()) {
            try (PageDatabase.Source databases = new PageDatabase.Source(product, true)) {
                first(databases, LibraryPages::new, new Load(20_000, 20_000, load.page()));
                print(product, "ours", "first", first(databases, LibraryPages::new, load));
            }
        }
    }

    private static void traps() throws IOException, SQLException {
        Load load = new Load(TRAP_RECORDS, TRAP_SLICE, TRAP_PAGE);
        try (PageDatabase.Source databases = new PageDatabase.Source(MeasuredProduct.POSTGRESQL, false)) {
            print(MeasuredProduct.POSTGRESQL, "ours", "first", first(databases, LibraryPages::new, load));
            print(
                    MeasuredProduct.POSTGRESQL,
                    "= ANY(?)",
                    "first",
                    first(databases, trapped(TrappedPages.Form.ANY_LOOK_UP), load));
            print(MeasuredProduct.POSTGRESQL, "ours", "tenth", tenth(databases, LibraryPages::new, load));
            print(
                    MeasuredProduct.POSTGRESQL,
                    "UPDATE FROM",
                    "tenth",
                    tenth(databases, trapped(TrappedPages.Form.UPDATE_FROM), load));
        }
        try (PageDatabase.Source databases = new PageDatabase.Source(MeasuredProduct.H2, true)) {
            print(MeasuredProduct.H2, "ours", "first", first(databases, LibraryPages::new, load));
            print(MeasuredProduct.H2, "IN", "first", first(databases, trapped(TrappedPages.Form.LIST_LOOK_UP), load));
        }
    }

    private static PageStore.Opener trapped(TrappedPages.Form form) {
        return database -> new TrappedPages(database, form);
    }

    private static List<Double> first(PageDatabase.Source databases, PageStore.Opener opener, Load load)
            throws IOException, SQLException {
        try (PageDatabase database = databases.open();
                PageStore store = opener.open(database)) {
            return slices(store, load, 1);
        }
    }

    /** Writes every page twice, the second time with every tenth record changed, and counts the second. */
    private static List<Double> tenth(PageDatabase.Source databases, PageStore.Opener opener, Load load)
            throws IOException, SQLException {
        try (PageDatabase database = databases.open();
                PageStore store = opener.open(database)) {
            return slices(store, load, 10);
        }
    }

    /** @param share if more than one: one record in so many is changed at once */
    private static List<Double> slices(PageStore store, Load load, int share) throws SQLException {
        List<Double> rates = new ArrayList<>();
        for (int slice = 0; slice < load.records(); slice += load.slice()) {
            int end = Math.min(load.records(), slice + load.slice());
            long nanos = 0;
            for (int from = slice; from < end; from += load.page()) {
                List<RecordMapping> wanted = PageRecords.page(from, Math.min(end, from + load.page()), 1);
                if (share > 1) {
                    store.page(wanted);
                    for (int row = 0; row < wanted.size(); row += share) {
                        wanted.set(
                                row,
                                PageRecords.page(from + row, from + row + 1, 2).get(0));
                    }
                }
                long before = System.nanoTime();
                store.page(wanted);
                nanos += System.nanoTime() - before;
            }
            rates.add((end - slice) * 1e9 / nanos);
        }
        return rates;
    }

    private static void print(MeasuredProduct product, String who, String load, List<Double> rates) {
        StringBuilder line = new StringBuilder();
        rates.forEach(rate -> line.append(String.format(Locale.ROOT, " %.1f", rate / 1_000)));
        int last = rates.size() - 1;
        double end = last < 9 ? rates.get(last) : (rates.get(last) + rates.get(last - 1)) / 2;
        double flat = last < 1 ? 1 : end / rates.get(1);
        System.out.printf(
                Locale.ROOT,
                "suite=growth database=%s who='%s' load=%s flat=%.2f k_per_s=%s%n",
                product,
                who,
                load,
                flat,
                line.toString().strip().replace(' ', ','));
    }

    private record Load(int records, int slice, int page) {}
}
