package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeadLetterRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Dead letters: one row for each record that is failing. */
final class DeadLetterTable implements DeadLetterRepository {
    private static final int LONGEST_KEY = 640;
    private static final int LONGEST_POSITION = 1_000;

    private final ScopeTable scopes;
    private final Table table;
    private final String put;
    private final KeyedStatement resolve;
    private final String count;
    private final String list;

    DeadLetterTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("dead_letter");
        put = table.sql(table.dialect().putDeadLetter());
        resolve = table.dialect().remove(table, "dead_letter", "record_key");
        count = table.sql("""
                SELECT COUNT(*) FROM ${prefix}dead_letter WHERE scope_id = :scope""");
        // H2 reads along the index only if its first column is named, although it is constant
        list = table.sql("""
                SELECT id, external_id, position, run_id, correlation_id, code, message, attempts, failed_at
                  FROM ${prefix}dead_letter
                 WHERE scope_id = :scope
                 ORDER BY scope_id, failed_at DESC, id DESC
                 LIMIT :limit""");
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
                .bind("at", Columns.at(letter.failedAt()));
    }

    private static String key(DeadLetter letter) {
        return Columns.cut(letter.recordKey(), LONGEST_KEY);
    }

    @Override
    public int resolve(UnitOfWork unit, EntityScope scope, Collection<ExternalId> applied) {
        if (applied.isEmpty()) {
            return 0;
        }
        List<String> keys = applied.stream().map(id -> "id:" + id.value()).toList();
        return scopes.find(unit, scope)
                .map(number -> table.withConnection(unit, connection -> resolve.update(connection, number, keys)))
                .orElse(0);
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
                Columns.instant(row, "failed_at"));
    }
}
