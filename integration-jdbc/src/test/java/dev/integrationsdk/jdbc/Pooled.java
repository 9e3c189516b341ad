package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SessionPooler;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.testkit.contract.StoreContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every contract with another session for each transaction, and each session forgetting what it was told. */
abstract class Pooled implements StoreContract {
    private final SessionPooler pooler;

    Pooled(Database database) {
        pooler = new SessionPooler(database);
    }

    /** A query for the session's number. */
    abstract String sessionNumber();

    /** Tells a session something that it would keep. */
    abstract String tell();

    /** A query that gives 1 if the session still knows it. */
    abstract String stillKnown();

    @Override
    public StoreUnderTest store() {
        return JdbcStore.in(pooler);
    }

    @AfterEach
    void close() throws SQLException {
        pooler.close();
    }

    @Test
    void nextTransactionIsOnAnotherSessionAndNoSessionRemembers() {
        JdbcTransactionRunner transactions = JdbcTransactionRunner.of(pooler);
        long first = transactions.<Long>inTransaction(unit -> {
            number(unit, tell());
            assertThat(number(unit, stillKnown())).isEqualTo(1);
            return number(unit, sessionNumber());
        });
        long next = transactions.<Long>inTransaction(unit -> number(unit, sessionNumber()));
        assertThat(next).isNotEqualTo(first);
        boolean seenAgain = false;
        for (int transaction = 0; transaction < 3; transaction++) {
            seenAgain |= transactions.<Boolean>inTransaction(unit -> {
                assertThat(number(unit, stillKnown())).isZero();
                return number(unit, sessionNumber()) == first;
            });
        }
        assertThat(seenAgain).isTrue();
    }

    private static long number(UnitOfWork unit, String sql) {
        try (Statement statement = unit.unwrap(Connection.class).createStatement()) {
            if (!statement.execute(sql)) {
                return 0;
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
