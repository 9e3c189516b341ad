package dev.integrationsdk.store;

import dev.integrationsdk.host.TransactionRunner;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Removes what is older than the operator wants to keep, of all tenants. Thread-safe.
 *
 * <p>Rows go in batches of {@value #BATCH}, each in a transaction of its own, so that nobody waits long for their locks,
 * and what is removed stays removed if a later batch fails. A purge may be repeated at any time.
 *
 * <p>Of job runs the last one of each stream that has ended always stays, and so do those that are running. A dead
 * letter may outlive the run that it names.
 */
public final class Retention {
    /** Rows of one transaction. */
    public static final int BATCH = 1_000;

    private final Repositories repositories;
    private final TransactionRunner transactions;
    private final Consumer<PurgeReport> done;

    public Retention(Repositories repositories, TransactionRunner transactions) {
        this(repositories, transactions, report -> {});
    }

    /** @param done is told what was removed in all, however it ended */
    public Retention(Repositories repositories, TransactionRunner transactions, Consumer<PurgeReport> done) {
        this.repositories = Objects.requireNonNull(repositories, "repositories");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
        this.done = Objects.requireNonNull(done, "done");
    }

    /**
     * Removes what is older, table by table. Ends after the batch in hand if the thread is interrupted, and leaves it
     * interrupted.
     *
     * @param before by table, until when its rows are removed, this instant not included; a table that is missing is
     *     left alone
     * @param progress gets after every batch what has been removed so far, outside of any transaction
     * @return what has been removed in all
     * @throws dev.integrationsdk.spi.error.IntegrationException as the transaction runner throws it; what was reported
     *     before has been removed
     */
    public PurgeReport purge(Map<PurgedTable, Instant> before, Consumer<PurgeReport> progress) {
        Map<PurgedTable, Instant> ordered = new EnumMap<>(PurgedTable.class);
        ordered.putAll(before);
        Map<PurgedTable, Long> removed = new EnumMap<>(PurgedTable.class);
        ordered.keySet().forEach(table -> removed.put(table, 0L));
        try {
            return purge(ordered, removed, progress);
        } finally {
            done.accept(new PurgeReport(removed, false));
        }
    }

    private PurgeReport purge(
            Map<PurgedTable, Instant> ordered, Map<PurgedTable, Long> removed, Consumer<PurgeReport> progress) {
        for (Map.Entry<PurgedTable, Instant> step : ordered.entrySet()) {
            int last = BATCH;
            while (last > 0) {
                if (Thread.currentThread().isInterrupted()) {
                    return new PurgeReport(removed, false);
                }
                last = batch(step.getKey(), step.getValue());
                removed.merge(step.getKey(), (long) last, Long::sum);
                progress.accept(new PurgeReport(removed, false));
            }
        }
        return new PurgeReport(removed, true);
    }

    private int batch(PurgedTable table, Instant before) {
        return transactions.inTransaction(unit -> repositories.acrossTenants().purge(unit, table, before, BATCH));
    }
}
