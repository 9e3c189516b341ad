package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.util.function.Consumer;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Opens JDBI handles on connections that belong to somebody else. Closing such a handle leaves connection and
 * transaction alone. Thread-safe.
 *
 * <p>One {@code Jdbi} serves all connections: making one for each connection costs over 100 µs, this way about 1 µs.
 */
public final class HandleOpener {
    private static final ThreadLocal<Connection> HANDED_OVER = new ThreadLocal<>();

    private final Jdbi jdbi;

    private HandleOpener(Consumer<Jdbi> configuration) {
        jdbi = Jdbi.create(new ConnectionFactory() {
            @Override
            public Connection openConnection() {
                return HANDED_OVER.get();
            }

            @Override
            public void closeConnection(Connection connection) {
                // it is its owner's to close
            }
        });
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        configuration.accept(jdbi);
    }

    /** As JDBI comes, for the host. */
    public static HandleOpener ofDefaults() {
        return new HandleOpener(jdbi -> {});
    }

    /** Without templates, since our SQL is complete before JDBI sees it. */
    static HandleOpener withoutTemplates() {
        return new HandleOpener(jdbi -> jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP));
    }

    Handle open(Connection connection) {
        HANDED_OVER.set(connection);
        try {
            return jdbi.open();
        } finally {
            HANDED_OVER.remove();
        }
    }
}
