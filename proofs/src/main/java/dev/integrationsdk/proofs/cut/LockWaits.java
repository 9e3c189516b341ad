package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Looks who waits for a lock. */
final class LockWaits {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private LockWaits() {}

    /** Returns when some session of the server waits for a lock. */
    static void awaitOne(Database database) {
        String sql = switch (database.product()) {
            case "postgresql" -> "SELECT COUNT(*) FROM pg_locks WHERE NOT granted";
            // innodb_trx would stay as it was first seen for as long as it is asked for
            case "mariadb" ->
                "SELECT variable_value FROM information_schema.global_status"
                        + " WHERE variable_name = 'innodb_row_lock_current_waits'";
            default -> "SELECT COUNT(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
        };
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (count(database, sql) == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("nobody waits for a lock");
            }
        }
    }

    private static long count(Database database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException("the database does not tell its locks", failure);
        }
    }
}
