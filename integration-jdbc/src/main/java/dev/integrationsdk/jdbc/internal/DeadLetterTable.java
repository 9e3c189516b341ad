package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeadLetterRepository;
import dev.integrationsdk.store.LetterMark;
import dev.integrationsdk.store.LetterQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Dead letters: one row for each record that is failing. */
final class DeadLetterTable implements DeadLetterRepository {
    private static final int LONGEST_KEY = 640;
    /** Begins the key of a record whose id is known. */
    private static final String RECORD = "id:";

    private static final int LONGEST_POSITION = 1_000;

    private final ScopeTable scopes;
    private final Table table;
    private final String put;
    private final KeyedStatement resolve;
    private final String count;
    private final String isEmpty;
    private final String list;
    private final String page;
    private final KeyedStatement named;
    private final KeyedStatement markNamed;
    private final KeyedStatement deleteNamed;
    private final KeyedStatement marks;

    DeadLetterTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("dead_letter");
        put = table.sql(table.dialect().putDeadLetter());
        resolve = table.dialect().remove(table, "dead_letter", "record_key");
        count = table.sql("""
                SELECT COUNT(*) FROM ${prefix}dead_letter WHERE scope_id = :scope AND discarded = FALSE""");
        isEmpty = table.sql("SELECT 1 FROM ${prefix}dead_letter WHERE scope_id = :scope LIMIT 1");
        // H2 reads along the index only if its first column is named, although it is constant
        list = table.sql("""
                SELECT * FROM ${prefix}dead_letter
                 WHERE scope_id = :scope AND discarded = FALSE
                 ORDER BY scope_id, failed_at DESC, id DESC
                 LIMIT :limit""");
        page = table.sql("""
                SELECT * FROM ${prefix}dead_letter
                 WHERE scope_id = :scope AND discarded = FALSE${wanted}
                 ORDER BY scope_id, ${first}id DESC
                 LIMIT :limit""");
        named = new ListStatement(table.sql("""
                SELECT * FROM ${prefix}dead_letter WHERE scope_id = ? AND id IN (${keys}) AND discarded = FALSE"""));
        markNamed = new ListStatement(table.sql("""
                UPDATE ${prefix}dead_letter SET discarded = TRUE
                 WHERE scope_id = ? AND id IN (${keys}) AND discarded = FALSE AND external_id IS NOT NULL"""));
        deleteNamed = new ListStatement(table.sql("""
                DELETE FROM ${prefix}dead_letter
                 WHERE scope_id = ? AND id IN (${keys}) AND discarded = FALSE AND external_id IS NULL"""));
        marks = table.dialect().find(table, "dead_letter", "record_key", "record_key, discarded, state_hash");
    }

    @Override
    public void put(UnitOfWork unit, List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        Map<EntityScope, Integer> numbers = new HashMap<>();
        letters.forEach(letter -> numbers.computeIfAbsent(letter.scope(), scope -> scopes.require(unit, scope)));
        table.with(unit, handle -> {
            PreparedBatch batch = handle.prepareBatch(put);
            for (DeadLetter letter : letters) {
                bind(batch, letter).bind("scope", numbers.get(letter.scope())).add();
            }
            return batch.execute();
        });
    }

    private static PreparedBatch bind(PreparedBatch batch, DeadLetter letter) {
        return batch.bind("key", key(letter))
                .bind("id", Columns.argument(letter.id()))
                .bind("external", letter.externalId().map(ExternalId::value).orElse(null))
                .bind("position", Columns.cut(letter.position(), LONGEST_POSITION))
                .bind("run", Columns.argument(letter.runId()))
                .bind("correlation", letter.correlationId().value())
                .bind("code", letter.code().name())
                .bind("message", letter.message())
                .bind("attempts", letter.attempts())
                .bind("at", Columns.at(letter.failedAt()))
                .bind("direction", letter.direction().name())
                .bind("state", Columns.argument(bytes(letter.state())))
                .bind("retryAt", Columns.at(letter.retryAt()))
                .bind("waiting", letter.waiting());
    }

    private static byte @Nullable [] bytes(ContentHash state) {
        return state.equals(ContentHash.NONE) ? null : Columns.bytes(state);
    }

    private static ContentHash state(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("state_hash");
        return bytes == null ? ContentHash.NONE : Columns.hash(bytes);
    }

    private static String key(DeadLetter letter) {
        return Columns.cut(letter.recordKey(), LONGEST_KEY);
    }

    @Override
    public int resolve(UnitOfWork unit, EntityScope scope, Collection<ExternalId> applied) {
        if (applied.isEmpty()) {
            return 0;
        }
        List<String> keys = keys(applied);
        return scopes.find(unit, scope)
                .map(number -> table.withConnection(unit, connection -> resolve.update(connection, number, keys)))
                .orElse(0);
    }

    private static List<String> keys(Collection<ExternalId> records) {
        return records.stream().map(id -> RECORD + id.value()).toList();
    }

    @Override
    public boolean isEmpty(UnitOfWork unit, EntityScope scope) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(isEmpty)
                                .bind("scope", number)
                                .mapTo(Integer.class)
                                .findOne()
                                .isEmpty()))
                .orElse(true);
    }

    @Override
    public List<DeadLetter> page(UnitOfWork unit, EntityScope scope, LetterQuery query) {
        return scopes.find(unit, scope)
                .map(number -> query.ids().isEmpty()
                        ? table.with(unit, handle -> page(handle, number, scope, query))
                        : named(unit, number, scope, query))
                .orElseGet(List::of);
    }

    private List<DeadLetter> page(Handle handle, int number, EntityScope scope, LetterQuery query) {
        String wanted = (query.code().isPresent() ? " AND code = :code" : "")
                + (query.dueBy().isPresent() ? " AND retry_at <= :due" : "")
                + (query.after().isPresent() ? " AND id < :after" : "");
        // along the index on the cause, if it has to be one
        String first = query.code().isPresent() ? "code, " : "";
        Query sql = handle.createQuery(page.replace("${wanted}", wanted).replace("${first}", first))
                .bind("scope", number)
                .bind("limit", query.limit());
        query.code().ifPresent(code -> sql.bind("code", code.name()));
        query.dueBy().ifPresent(due -> sql.bind("due", Columns.at(due)));
        query.after().ifPresent(last -> sql.bind("after", Columns.argument(last)));
        return sql.map((row, context) -> letter(row, scope)).list();
    }

    private List<DeadLetter> named(UnitOfWork unit, int number, EntityScope scope, LetterQuery query) {
        List<DeadLetter> found = new ArrayList<>();
        table.withConnection(unit, connection -> {
            named.query(connection, number, query.ids(), row -> found.add(letter(row, scope)));
            return true;
        });
        return found.stream()
                .filter(letter ->
                        query.code().isEmpty() || letter.code() == query.code().get())
                .sorted(Comparator.comparing(DeadLetter::id).reversed())
                .toList();
    }

    @Override
    public int discard(UnitOfWork unit, EntityScope scope, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        return scopes.find(unit, scope)
                .map(number -> table.withConnection(
                        unit,
                        connection -> markNamed.update(connection, number, ids)
                                + deleteNamed.update(connection, number, ids)))
                .orElse(0);
    }

    @Override
    public Map<ExternalId, LetterMark> marks(UnitOfWork unit, EntityScope scope, Collection<ExternalId> records) {
        Map<ExternalId, LetterMark> found = new HashMap<>();
        Optional<Integer> number = records.isEmpty() ? Optional.empty() : scopes.find(unit, scope);
        number.ifPresent(id -> table.withConnection(unit, connection -> {
            marks.query(connection, id, keys(records), row -> {
                String key = row.getString(1);
                if (key != null) {
                    found.put(
                            ExternalId.of(key.substring(RECORD.length())),
                            new LetterMark(row.getBoolean("discarded"), state(row)));
                }
            });
            return true;
        }));
        return found;
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(count)
                                .bind("scope", number)
                                .mapTo(Long.class)
                                .one()))
                .orElse(0L);
    }

    @Override
    public List<DeadLetter> list(UnitOfWork unit, EntityScope scope, int limit) {
        return scopes.find(unit, scope)
                .map(number -> table.with(unit, handle -> list(handle, number, scope, limit)))
                .orElseGet(List::of);
    }

    private List<DeadLetter> list(Handle handle, int number, EntityScope scope, int limit) {
        return handle.createQuery(list)
                .bind("scope", number)
                .bind("limit", limit)
                .map((row, context) -> letter(row, scope))
                .list();
    }

    private DeadLetter letter(ResultSet row, EntityScope scope) throws SQLException {
        return new DeadLetter(
                row.getObject("id", UUID.class),
                scope,
                Columns.optionalText(row, "external_id").map(ExternalId::of),
                row.getString("position"),
                row.getObject("run_id", UUID.class),
                CorrelationId.ofNullable(row.getString("correlation_id")),
                table.constant(ErrorCode.class, "code", row.getString("code")),
                row.getString("message"),
                row.getInt("attempts"),
                Columns.instant(row, "failed_at"),
                table.constant(Direction.class, "direction", row.getString("direction")),
                state(row),
                Columns.optionalInstant(row, "retry_at"),
                row.getBoolean("waiting"));
    }
}
