package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Inspection;
import dev.integrationsdk.store.StoredCheckpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads from the database whether rows, mappings, checkpoint and runs of one stream tell the same story: that of scans
 * over the remote's script, one after the other, with one page a commit. Thread-safe.
 */
public final class Evidence {
    private static final int MOST_RUNS = 10_000;

    private final Database database;
    private final StreamId stream;
    private final ScriptedRemote script;
    private final Inspection inspection;

    Evidence(Database database, StreamId stream, ScriptedRemote script) {
        this.database = database;
        this.stream = stream;
        this.script = script;
        UnpooledSource connections = new UnpooledSource(database);
        inspection = new Inspection(
                JdbcRepositories.builder(connections)
                        .schemaMode(SchemaMode.NONE)
                        .build(),
                JdbcTransactionRunner.of(connections));
    }

    /** The latest first. */
    public List<JobRun> runs() {
        return inspection.runs(stream.scope(), MOST_RUNS);
    }

    /** How many pages are committed, by the checkpoint. */
    public long pages() {
        return checkpoint().map(StoredCheckpoint::revision).orElse(0L);
    }

    private Optional<StoredCheckpoint> checkpoint() {
        return inspection.checkpoint(stream);
    }

    /** What disagrees after any number of pages, in words; empty if all is as it must be, finished or not. */
    public List<String> contradictions() {
        Optional<StoredCheckpoint> checkpoint = checkpoint();
        long pages = pages();
        Findings findings = new Findings();
        findings.expect(
                "position",
                script.positionAfter(pages),
                checkpoint.map(Evidence::position).orElse(0L));
        findings.expect("rows", script.recordsAfter(pages), count("SELECT COUNT(*) FROM contact WHERE tenant = ?"));
        findings.expect("mappings", script.recordsAfter(pages), count("""
                SELECT COUNT(*) FROM integration_record_mapping m
                  JOIN integration_scope s ON s.scope_id = m.scope_id WHERE s.tenant_id = ?"""));
        findings.expect("rows that are their mapping's", script.recordsAfter(pages), count("""
                SELECT COUNT(*) FROM contact c
                  JOIN integration_record_mapping m ON m.internal_id = c.id AND m.external_id = c.name
                  JOIN integration_scope s ON s.scope_id = m.scope_id AND s.tenant_id = c.tenant
                 WHERE c.tenant = ?"""));
        long updates = script.updatesAfter(pages);
        findings.expect(
                "changes of rows", updates, count("SELECT COALESCE(SUM(changes), 0) FROM contact WHERE tenant = ?"));
        findings.expect(
                "rows in their second state",
                updates,
                count("SELECT COUNT(*) FROM contact WHERE tenant = ? AND state = 'second' AND changes = 1"));
        lookAtRuns(findings, pages);
        return findings.differences;
    }

    private static long position(StoredCheckpoint checkpoint) {
        return Long.parseLong(checkpoint.checkpoint().watermark());
    }

    private void lookAtRuns(Findings findings, long pages) {
        RunCounts sum = RunCounts.none();
        for (JobRun run : runs()) {
            sum = sum.plus(run.counts());
            boolean sane =
                    run.completedAt().isEmpty() || !run.completedAt().get().isBefore(run.startedAt());
            findings.expect("runs that ended before they began", 0, sane ? 0 : 1);
        }
        findings.expect("created, by the runs", script.recordsAfter(pages), sum.of(RecordState.CREATED));
        findings.expect("updated, by the runs", script.updatesAfter(pages), sum.of(RecordState.UPDATED));
        findings.expect("read, by the runs", script.changesIn(pages), sum.read());
    }

    /** What disagrees with a scan that has come to its end, in words; empty if nothing was lost and nothing is twice. */
    public List<String> missingAtTheEnd() {
        List<String> differences = new ArrayList<>(contradictions());
        if (!checkpoint().map(StoredCheckpoint::scanComplete).orElse(false)) {
            differences.add("the scan is not complete: " + pages() + " pages of scans of " + script.pages());
        }
        for (JobRun run : runs()) {
            if (run.status() == RunStatus.RUNNING) {
                differences.add("run " + run.id() + " is still marked as running");
            }
        }
        return differences;
    }

    private long count(String sql) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, stream.tenant().value());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the evidence cannot be read", failure);
        }
    }

    private static final class Findings {
        private final List<String> differences = new ArrayList<>();

        void expect(String what, long expected, long found) {
            if (expected != found) {
                differences.add(what + ": " + found + " instead of " + expected);
            }
        }
    }
}
