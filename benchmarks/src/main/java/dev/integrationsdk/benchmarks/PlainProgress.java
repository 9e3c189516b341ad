package dev.integrationsdk.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checkpoint and job run as the hand-written loop keeps them: one row each, written in every transaction. */
final class PlainProgress implements AutoCloseable {
    private static final String MAKE_SCOPE =
            "INSERT INTO integration_scope (tenant_id, connector_id, entity_type) VALUES (?, 'crm', 'contact')";
    private static final String MAKE_CHECKPOINT = """
            INSERT INTO integration_checkpoint
                (scope_id, scan_kind, format, watermark, scan_complete, revision, epoch, updated_at)
            VALUES (?, 'FULL', 1, '', FALSE, 0, 1, ?)""";
    private static final String BEGIN_RUN = """
            INSERT INTO integration_job_run
                (id, scope_id, scan_kind, system_code, requested_by, correlation_id, status, started_at, created_count,
                 updated_count, unchanged_count, adopted_count, deleted_count, skipped_count, dead_count, skip_reasons)
            VALUES (?, ?, 'FULL', 'hubspot', 'loop', ?, 'RUNNING', ?, 0, 0, 0, 0, 0, 0, 0, '')""";
    private static final String ADVANCE = """
            UPDATE integration_checkpoint
               SET page_cursor = ?, scan_complete = ?, revision = revision + 1, updated_at = ?
             WHERE scope_id = ? AND scan_kind = 'FULL' AND revision = ?""";
    private static final String COUNT = """
            UPDATE integration_job_run
               SET created_count = ?, updated_count = ?, unchanged_count = ?, status = ?, completed_at = ?
             WHERE id = ?""";

    private final int scope;
    private final UUID run;
    private final PreparedStatement advance;
    private final PreparedStatement count;
    private long revision;

    /** Begins a run. */
    PlainProgress(Connection connection, int scope, UUID run, LocalDateTime now) throws SQLException {
        this.scope = scope;
        this.run = run;
        try (PreparedStatement begin = connection.prepareStatement(BEGIN_RUN)) {
            begin.setObject(1, run);
            begin.setInt(2, scope);
            begin.setString(3, run.toString());
            begin.setObject(4, now);
            begin.executeUpdate();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT revision FROM integration_checkpoint")) {
            rows.next();
            revision = rows.getLong(1);
        }
        this.advance = connection.prepareStatement(ADVANCE);
        this.count = connection.prepareStatement(COUNT);
    }

    /** Makes the rows that every run needs, in a database that is still empty. */
    static int makeScope(Connection connection, String tenant, LocalDateTime now) throws SQLException {
        int scope;
        try (PreparedStatement insert = connection.prepareStatement(MAKE_SCOPE, Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, tenant);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                scope = keys.getInt(1);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(MAKE_CHECKPOINT)) {
            insert.setInt(1, scope);
            insert.setObject(2, now);
            insert.executeUpdate();
        }
        return scope;
    }

    /** @param next the cursor of what has not been read yet; null at the end */
    void write(Counts counts, @Nullable String next, LocalDateTime now) throws SQLException {
        advance.setString(1, next);
        advance.setBoolean(2, next == null);
        advance.setObject(3, now);
        advance.setInt(4, scope);
        advance.setLong(5, revision);
        if (advance.executeUpdate() != 1) {
            throw new SQLException("somebody else has moved the checkpoint");
        }
        revision++;
        count.setLong(1, counts.created);
        count.setLong(2, counts.updated);
        count.setLong(3, counts.unchanged);
        count.setString(4, next == null ? "SUCCEEDED" : "RUNNING");
        count.setObject(5, next == null ? now : null);
        count.setObject(6, run);
        count.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        advance.close();
        count.close();
    }

    /** What became of the contacts so far. */
    static final class Counts {
        private long created;
        private long updated;
        private long unchanged;

        void created() {
            created++;
        }

        void updated() {
            updated++;
        }

        void unchanged() {
            unchanged++;
        }
    }
}
