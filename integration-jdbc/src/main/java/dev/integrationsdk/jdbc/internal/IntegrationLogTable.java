package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.CallStatus;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.IntegrationLogRepository;
import dev.integrationsdk.store.LogWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The integration log: rows are added and, once old, removed, but never changed. */
final class IntegrationLogTable implements IntegrationLogRepository {
    private static final RowInsert ENTRY = new RowInsert(
            "integration_log",
            List.of("tenant_id", "id"),
            List.of(
                    "connector_id",
                    "correlation_id",
                    "operation",
                    "method",
                    "endpoint",
                    "status",
                    "attempts",
                    "duration_micros",
                    "code",
                    "message",
                    "started_at"));

    /** The first comparison is for the index. */
    private static final String BEFORE = " AND started_at <= :started_at AND (started_at < :started_at OR id < :id)";

    private final Table table;
    private final String append;
    private final String list;
    private final String trace;

    IntegrationLogTable(Table.Source source) {
        table = source.table("integration_log");
        append = table.sql(table.dialect().insertMissing(ENTRY));
        // H2 reads along an index only if its first columns are named, although they are constant
        list = table.sql("""
                SELECT * FROM ${prefix}integration_log
                 WHERE tenant_id = :tenant_id AND connector_id = :wanted${before}
                 ORDER BY tenant_id, connector_id, started_at DESC, id DESC
                 LIMIT :limit""");
        trace = table.sql("""
                SELECT * FROM ${prefix}integration_log
                 WHERE tenant_id = :tenant_id AND correlation_id = :wanted${before}
                 ORDER BY tenant_id, correlation_id, started_at DESC, id DESC
                 LIMIT :limit""");
    }

    @Override
    public void append(UnitOfWork unit, List<IntegrationLogEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        table.inserting(unit, handle -> {
            PreparedBatch batch = handle.prepareBatch(append);
            entries.forEach(entry -> bind(batch, entry).add());
            return batch.execute();
        });
    }

    private static PreparedBatch bind(PreparedBatch batch, IntegrationLogEntry entry) {
        IntegrationLogEntry.Outcome outcome = entry.outcome();
        return ConnectorColumns.bind(batch, entry.connector())
                .bind("id", Columns.argument(entry.id()))
                .bind("correlation_id", entry.correlationId().value())
                .bind("operation", entry.call().operation())
                .bind("method", entry.call().method())
                .bind("endpoint", entry.call().endpoint())
                .bind("status", outcome.status().name())
                .bind("attempts", outcome.attempts())
                .bind("duration_micros", outcome.duration().dividedBy(Duration.of(1, ChronoUnit.MICROS)))
                .bind("code", outcome.code().map(ErrorCode::name).orElse(null))
                .bind("message", outcome.message())
                .bind("started_at", Columns.at(entry.startedAt()));
    }

    @Override
    public List<IntegrationLogEntry> list(UnitOfWork unit, ConnectorKey connector, LogWindow window) {
        return read(unit, list, connector.tenant(), connector.id().value(), window);
    }

    @Override
    public List<IntegrationLogEntry> trace(
            UnitOfWork unit, TenantId tenant, CorrelationId correlationId, LogWindow window) {
        return read(unit, trace, tenant, correlationId.value(), window);
    }

    private List<IntegrationLogEntry> read(
            UnitOfWork unit, String sql, TenantId tenant, String wanted, LogWindow window) {
        String text = sql.replace("${before}", window.before().isPresent() ? BEFORE : "");
        return table.with(unit, handle -> {
            Query query = handle.createQuery(text)
                    .bind("tenant_id", tenant.value())
                    .bind("wanted", wanted)
                    .bind("limit", window.limit());
            window.before()
                    .ifPresent(last -> query.bind("started_at", Columns.at(last.startedAt()))
                            .bind("id", Columns.argument(last.id())));
            return query.map((row, context) -> entry(row)).list();
        });
    }

    private IntegrationLogEntry entry(ResultSet row) throws SQLException {
        return new IntegrationLogEntry(
                row.getObject("id", UUID.class),
                new ConnectorKey(
                        TenantId.of(row.getString("tenant_id")), ConnectorId.of(row.getString("connector_id"))),
                new CorrelationId(row.getString("correlation_id")),
                new IntegrationLogEntry.Call(
                        row.getString("operation"), row.getString("method"), row.getString("endpoint")),
                new IntegrationLogEntry.Outcome(
                        table.constant(CallStatus.class, "status", row.getString("status")),
                        row.getInt("attempts"),
                        Duration.of(row.getLong("duration_micros"), ChronoUnit.MICROS),
                        Columns.optionalText(row, "code").map(code -> table.constant(ErrorCode.class, "code", code)),
                        row.getString("message")),
                Columns.instant(row, "started_at"));
    }
}
