package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.internal.GuardedRunner;
import dev.integrationsdk.jdbc.internal.JdbiTransaction;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/**
 * Lends transactions that the host's own {@link Jdbi} begins and ends, by the transaction handler that is set in it.
 * Thread-safe.
 *
 * <p>{@code unit.unwrap(Handle.class)} gives a handle with the host's plugins and mappers. On the thread of the
 * transaction the host's on-demand objects, {@code jdbi.withHandle} and {@code jdbi.inTransaction} use that handle too,
 * so DAOs need not be handed anything. {@code jdbi.open()} still opens a connection of its own, outside the transaction.
 *
 * <p>What is lent is guarded as {@link JdbcTransactionRunner} describes. A thread on which a handle of this Jdbi is in
 * use already is refused: the page would be committed by somebody else or not at all.
 */
public final class JdbiTransactionRunner implements TransactionRunner {
    private final Jdbi jdbi;
    private final TransactionRunner guarded;

    private JdbiTransactionRunner(Jdbi jdbi) {
        this.jdbi = Objects.requireNonNull(jdbi, "jdbi").installPlugin(JdbiTransaction.plugin());
        this.guarded = new GuardedRunner(() -> JdbiTransaction.begin(jdbi));
    }

    /** @param jdbi gets one plugin more, which does nothing to handles that the host opens */
    public static JdbiTransactionRunner of(Jdbi jdbi) {
        return new JdbiTransactionRunner(jdbi);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IntegrationException also HANDLER_FAILED if a statement failed and the work went on all the same, or if a
     *     constraint was violated at the commit; INVALID_CONFIGURATION if the transaction handler begins no transaction
     * @throws IllegalStateException if a handle of this Jdbi is in use on this thread
     */
    @Override
    public <T> T inTransaction(Work<T> work) {
        if (jdbi.getHandleScope().get() != null) {
            throw new IllegalStateException(
                    "a handle of this Jdbi is in use on this thread: call the library outside of"
                            + " withHandle and inTransaction, since each page is a transaction of its own");
        }
        return guarded.inTransaction(work);
    }
}
