package dev.integrationsdk.jdbc.jpa;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.internal.GuardedRunner;
import dev.integrationsdk.spi.error.IntegrationException;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;

/**
 * Lends transactions of the host's persistence unit, which must be resource-local. Tested with Hibernate. Thread-safe.
 *
 * <p>Each transaction has an entity manager of its own, which is thrown away at its end, failed or not. {@code
 * unit.unwrap(EntityManager.class)} gives it; {@code UnitOfWork.flush}, which the engine calls before it writes itself,
 * flushes it, so that a constraint that shows only then belongs to the page in hand.
 *
 * <ul>
 *   <li>{@code getTransaction} of the lent entity manager throws {@link IllegalStateException}, {@code close} does
 *       nothing; what it unwraps to, such as Hibernate's {@code Session}, is the provider's own and not guarded;
 *   <li>the lent {@code Connection} is the entity manager's, guarded as {@link
 *       dev.integrationsdk.jdbc.JdbcTransactionRunner} describes;
 *   <li>after a failure that marks the transaction rollback-only, caught or not, nothing is committed.
 * </ul>
 *
 * <p>It never joins a transaction: the entity manager is new. Under Spring use {@code SpringTransactionRunner}.
 */
public final class JpaTransactionRunner implements TransactionRunner {
    private final TransactionRunner guarded;

    private JpaTransactionRunner(EntityManagerFactory factory) {
        Objects.requireNonNull(factory, "factory");
        this.guarded = new GuardedRunner(() -> JpaTransaction.begin(factory));
    }

    /** @param factory of a persistence unit on the database that has the library's tables */
    public static JpaTransactionRunner of(EntityManagerFactory factory) {
        return new JpaTransactionRunner(factory);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IntegrationException also HANDLER_FAILED if a statement or a flush failed and the work went on all the
     *     same, or if a constraint was violated at the commit; STORE_CONFLICT also for a lost optimistic lock
     */
    @Override
    public <T> T inTransaction(Work<T> work) {
        return guarded.inTransaction(work);
    }
}
