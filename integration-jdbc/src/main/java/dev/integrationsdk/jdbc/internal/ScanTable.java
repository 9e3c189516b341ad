package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.ScanPart;
import dev.integrationsdk.store.ScanRepository;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** What scans have listed: a row for each part, and part 0, which tells when the scan has begun. */
final class ScanTable implements ScanRepository {
    private static final RowInsert PART = new RowInsert(
            "scan_part", List.of("scope_id", "scan_kind", "part"), List.of("listed_at", "listed", "blind"));

    private final ScopeTable scopes;
    private final Table table;
    private final String put;
    private final String begunAt;
    private final String list;
    private final String forget;

    ScanTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("scan_part");
        put = table.sql(
                table.dialect().insertOrChange(PART, "listed_at = :listed_at, listed = :listed, blind = :blind"));
        begunAt = table.sql("""
                SELECT listed_at FROM ${prefix}scan_part
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind AND part = 0""");
        // H2 reads along the index only if its first columns are named, although they are constant
        list = table.sql("""
                SELECT part, listed_at, listed, blind FROM ${prefix}scan_part
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind AND part > :after
                 ORDER BY scope_id, scan_kind, part
                 LIMIT :limit""");
        forget = table.sql("""
                DELETE FROM ${prefix}scan_part WHERE scope_id = :scope_id AND scan_kind = :scan_kind""");
    }

    @Override
    public void begin(UnitOfWork unit, StreamId stream, Instant at) {
        forget(unit, stream);
        add(unit, stream, new ScanPart(0, at, new long[0], false));
    }

    @Override
    public Optional<Instant> begunAt(UnitOfWork unit, StreamId stream) {
        return scopes.find(unit, stream.scope())
                .flatMap(scope -> table.with(
                        unit,
                        handle -> bind(handle.createQuery(begunAt), scope, stream)
                                .map((row, context) -> Columns.instant(row, 1))
                                .findOne()));
    }

    @Override
    public void add(UnitOfWork unit, StreamId stream, ScanPart part) {
        int scope = scopes.require(unit, stream.scope());
        int written = table.inserting(unit, handle -> put(handle, scope, stream, part));
        if (written == 0) {
            throw table.conflict("another transaction has removed a part of the same scan");
        }
    }

    private int put(Handle handle, int scope, StreamId stream, ScanPart part) {
        return bind(handle.createUpdate(put), scope, stream)
                .bind("part", part.number())
                .bind("listed_at", Columns.at(part.at()))
                .bind("listed", Columns.argument(bytes(part.listed())))
                .bind("blind", part.isBlind())
                .execute();
    }

    @Override
    public List<ScanPart> list(UnitOfWork unit, StreamId stream, long after, int limit) {
        return scopes.find(unit, stream.scope())
                .map(scope -> table.with(
                        unit,
                        handle -> bind(handle.createQuery(list), scope, stream)
                                .bind("after", after)
                                .bind("limit", limit)
                                .map((row, context) -> part(row))
                                .list()))
                .orElseGet(List::of);
    }

    private ScanPart part(ResultSet row) throws SQLException {
        return new ScanPart(
                row.getLong("part"),
                Columns.instant(row, "listed_at"),
                hashes(row.getBytes("listed")),
                row.getBoolean("blind"));
    }

    @Override
    public void forget(UnitOfWork unit, StreamId stream) {
        scopes.find(unit, stream.scope())
                .ifPresent(scope -> table.with(
                        unit,
                        handle ->
                                bind(handle.createUpdate(forget), scope, stream).execute()));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, int scope, StreamId stream) {
        return statement
                .bind("scope_id", scope)
                .bind("scan_kind", stream.scanKind().name());
    }

    private static byte[] bytes(long[] hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Long.BYTES);
        bytes.asLongBuffer().put(hashes);
        return bytes.array();
    }

    /** Half a hash would let a record that is there look absent. */
    private long[] hashes(byte[] bytes) {
        if (bytes.length % Long.BYTES != 0) {
            throw table.failed("listed is not what this version of the library writes");
        }
        long[] hashes = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(hashes);
        return hashes;
    }
}
