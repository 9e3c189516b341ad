package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushRepository;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.Shipment;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows to be written. Always in the order of their ids, so that two transactions lock them in the same order. */
final class PushTable implements PushRepository {
    private static final String COLUMNS =
            " internal_id, number, state, marked_at, due_at, attempts, operation_id, intent,"
                    + " sent_number, field_hashes, match_hash, sent_at, cause, correlation_id ";

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private static final RowInsert FIRST = new RowInsert(
            "push_mark",
            List.of("scope_id", "internal_id"),
            List.of("number", "state", "marked_at", "due_at", "attempts", "correlation_id"),
            Map.of("number", "1", "state", "'WAITING'", "marked_at", ":at", "due_at", ":at", "attempts", "0"));

    /** The state comes last, since MariaDB lets what follows see what was set before. */
    private static final String AGAIN = "number = ${known}.number + 1, correlation_id = :correlation_id,"
            + " due_at = CASE WHEN ${known}.state = 'SENT' THEN ${known}.due_at ELSE :at END,"
            + " attempts = CASE WHEN ${known}.state = 'SENT' THEN ${known}.attempts ELSE 0 END,"
            + " state = CASE WHEN ${known}.state = 'SENT' THEN 'SENT' ELSE 'WAITING' END";

    private static final String WAITS_AGAIN = """
            UPDATE ${prefix}push_mark
               SET state = 'WAITING', attempts = 0, operation_id = NULL, intent = NULL, sent_number = NULL,
                   field_hashes = NULL, match_hash = NULL, sent_at = NULL, cause = NULL
             WHERE scope_id = :scope AND internal_id = :row AND number > :number""";

    private final ScopeTable scopes;
    private final Table table;
    private final String mark;
    private final String list;
    private final KeyedStatement find;
    private final String update;
    private final String remove;
    private final String waitsAgain;
    private final String count;

    PushTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("push_mark");
        mark = table.sql(table.dialect().insertOrChange(FIRST, AGAIN));
        // H2 reads along the index only if its first columns are named, although they are constant
        list = table.sql("SELECT " + COLUMNS + """
                  FROM ${prefix}push_mark
                 WHERE scope_id = :scope AND state = :state AND due_at <= :now
                 ORDER BY scope_id, state, marked_at, internal_id
                 LIMIT :limit""");
        find = table.dialect().findIds(table, "push_mark", "internal_id", COLUMNS);
        update = table.sql("""
                UPDATE ${prefix}push_mark
                   SET state = CASE WHEN :state = 'HELD' AND number > :number THEN 'WAITING' ELSE :state END, due_at = :due, attempts = :attempts, operation_id = :operation,
                       intent = :intent, sent_number = :sentNumber, field_hashes = :fields, match_hash = :match,
                       sent_at = :sentAt, cause = :cause
                 WHERE scope_id = :scope AND internal_id = :row""");
        remove = table.sql("""
                DELETE FROM ${prefix}push_mark
                 WHERE scope_id = :scope AND internal_id = :row AND number = :number""");
        waitsAgain = table.sql(WAITS_AGAIN);
        count = table.sql("""
                SELECT COUNT(*) FROM ${prefix}push_mark WHERE scope_id = :scope AND state = :state""");
    }

    @Override
    public void mark(
            UnitOfWork unit, EntityScope scope, Collection<UUID> rows, Instant at, CorrelationId correlationId) {
        if (rows.isEmpty()) {
            return;
        }
        int number = scopes.requireNow(unit, scope);
        int[] marked = table.inserting(unit, handle -> {
            PreparedBatch batch = handle.prepareBatch(mark);
            rows.stream()
                    .distinct()
                    .sorted()
                    .forEach(row -> batch.bind("scope_id", number)
                            .bind("internal_id", Columns.argument(row))
                            .bind("at", Columns.at(at))
                            .bind("correlation_id", correlationId.value())
                            .add());
            return batch.execute();
        });
        if (Arrays.stream(marked).anyMatch(changed -> changed == 0)) {
            throw table.conflict("another transaction has settled a mark of the same row");
        }
    }

    @Override
    public List<PushMark> due(UnitOfWork unit, EntityScope scope, Instant now, int limit) {
        return list(unit, scope, PushState.WAITING, now, limit);
    }

    @Override
    public List<PushMark> onTheirWay(UnitOfWork unit, EntityScope scope, Instant now, int limit) {
        return list(unit, scope, PushState.SENT, now, limit);
    }

    @Override
    public List<PushMark> held(UnitOfWork unit, EntityScope scope, int limit) {
        return list(unit, scope, PushState.HELD, LATEST, limit);
    }

    private List<PushMark> list(UnitOfWork unit, EntityScope scope, PushState state, Instant now, int limit) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(list)
                                .bind("scope", number)
                                .bind("state", state.name())
                                .bind("now", Columns.at(now))
                                .bind("limit", limit)
                                .map((row, context) -> mark(row))
                                .list()))
                .orElseGet(List::of);
    }

    @Override
    public Map<UUID, PushMark> find(UnitOfWork unit, EntityScope scope, Collection<UUID> rows) {
        Map<UUID, PushMark> found = new HashMap<>();
        if (!rows.isEmpty()) {
            scopes.find(unit, scope)
                    .ifPresent(number -> table.withConnection(unit, connection -> {
                        find.query(connection, number, rows, row -> {
                            if (row.getString(1) != null) {
                                PushMark mark = mark(row);
                                found.put(mark.internalId(), mark);
                            }
                        });
                        return found;
                    }));
        }
        return found;
    }

    @Override
    public void update(UnitOfWork unit, EntityScope scope, List<PushMark> marks) {
        if (!marks.isEmpty()) {
            scopes.find(unit, scope).ifPresent(number -> table.with(unit, handle -> update(handle, number, marks)));
        }
    }

    private int[] update(Handle handle, int scope, List<PushMark> marks) {
        PreparedBatch batch = handle.prepareBatch(update);
        marks.stream()
                .sorted(Comparator.comparing(PushMark::internalId))
                .forEach(mark -> bind(batch, mark).bind("scope", scope).add());
        return batch.execute();
    }

    private static PreparedBatch bind(PreparedBatch batch, PushMark mark) {
        Optional<Shipment> shipment = mark.shipment();
        return batch.bind("row", Columns.argument(mark.internalId()))
                .bind("state", mark.state().name())
                .bind("number", mark.number())
                .bind("due", Columns.at(mark.dueAt()))
                .bind("attempts", mark.attempts())
                .bind("operation", shipment.map(Shipment::operationId).orElse(null))
                .bind("intent", shipment.map(sent -> sent.intent().name()).orElse(null))
                .bind("sentNumber", shipment.map(Shipment::number).orElse(null))
                .bind(
                        "fields",
                        Columns.argument(shipment.map(sent -> FieldHashColumn.written(sent.fields()))
                                .orElse(null)))
                .bind("match", shipment.map(Shipment::matchHash).orElse(null))
                .bind("sentAt", Columns.at(shipment.map(Shipment::sentAt)))
                .bind("cause", mark.cause().map(ErrorCode::name).orElse(null));
    }

    /** The first statement waits for whoever is marking the same row; the second one sees what came of it. */
    @Override
    public void settle(UnitOfWork unit, EntityScope scope, Map<UUID, Long> numbers) {
        if (!numbers.isEmpty()) {
            scopes.find(unit, scope)
                    .ifPresent(number -> table.with(unit, handle -> {
                        each(handle, remove, number, numbers);
                        return each(handle, waitsAgain, number, numbers);
                    }));
        }
    }

    private static int[] each(Handle handle, String sql, int scope, Map<UUID, Long> numbers) {
        PreparedBatch batch = handle.prepareBatch(sql);
        new TreeMap<>(numbers)
                .forEach((row, number) -> batch.bind("scope", scope)
                        .bind("row", Columns.argument(row))
                        .bind("number", number)
                        .add());
        return batch.execute();
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope, PushState state) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(count)
                                .bind("scope", number)
                                .bind("state", state.name())
                                .mapTo(Long.class)
                                .one()))
                .orElse(0L);
    }

    private PushMark mark(ResultSet row) throws SQLException {
        return new PushMark(
                row.getObject("internal_id", UUID.class),
                row.getLong("number"),
                table.constant(PushState.class, "state", row.getString("state")),
                Columns.instant(row, "marked_at"),
                Columns.instant(row, "due_at"),
                row.getInt("attempts"),
                shipment(row),
                Columns.optionalText(row, "cause").map(code -> table.constant(ErrorCode.class, "cause", code)),
                CorrelationId.ofNullable(row.getString("correlation_id")));
    }

    private Optional<Shipment> shipment(ResultSet row) throws SQLException {
        Optional<String> operation = Columns.optionalText(row, "operation_id");
        if (operation.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Shipment(
                    operation.get(),
                    table.constant(PushItem.Intent.class, "intent", row.getString("intent")),
                    row.getLong("sent_number"),
                    FieldHashColumn.read(row.getBytes("field_hashes")),
                    row.getLong("match_hash"),
                    Columns.instant(row, "sent_at")));
        } catch (IOException unreadable) {
            throw table.failed("field_hashes is not what this version writes; was it written by a newer one?");
        }
    }
}
