package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.CheckpointRepository;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.StoredCheckpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** Checkpoints: each moves by one conditional statement. */
final class CheckpointTable implements CheckpointRepository {
    private static final RowInsert FIRST = new RowInsert(
            "checkpoint",
            List.of("scope_id", "scan_kind"),
            List.of(
                    "format",
                    "watermark",
                    "page_cursor",
                    "scan_complete",
                    "scan_partial",
                    "range_from",
                    "range_until",
                    "revision",
                    "epoch",
                    "updated_at"));

    private final ScopeTable scopes;
    private final Table table;
    private final String find;
    private final String insert;
    private final String update;
    private final String remove;

    CheckpointTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("checkpoint");
        find = table.sql("""
                SELECT format, watermark, page_cursor, scan_complete, scan_partial, range_from, range_until, revision,
                       updated_at
                  FROM ${prefix}checkpoint
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind${current}""");
        insert = table.sql(table.dialect().insertMissing(FIRST));
        update = table.sql("""
                UPDATE ${prefix}checkpoint
                   SET format = :format, watermark = :watermark, page_cursor = :page_cursor,
                       scan_complete = :scan_complete, scan_partial = :scan_partial, range_from = :range_from,
                       range_until = :range_until, revision = :revision, epoch = :epoch, updated_at = :updated_at
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind
                   AND revision = :revision - 1 AND epoch <= :epoch""");
        remove = table.sql("""
                DELETE FROM ${prefix}checkpoint
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind
                   AND revision = :revision AND epoch <= :epoch""");
    }

    @Override
    public Optional<StoredCheckpoint> find(UnitOfWork unit, StreamId stream) {
        return scopes.find(unit, stream.scope())
                .flatMap(scope -> table.with(
                        unit,
                        handle -> handle.createQuery(find)
                                .bind("scope_id", scope)
                                .bind("scan_kind", stream.scanKind().name())
                                .map((row, context) -> checkpoint(row))
                                .findOne()));
    }

    private static StoredCheckpoint checkpoint(ResultSet row) throws SQLException {
        SyncCheckpoint durable = SyncCheckpoint.of(row.getInt("format"), row.getString("watermark"));
        return new StoredCheckpoint(
                Columns.optionalText(row, "page_cursor")
                        .map(durable::withCursor)
                        .orElse(durable),
                ended(row),
                Columns.range(row),
                row.getLong("revision"),
                Columns.instant(row, "updated_at"));
    }

    private static Optional<Completeness> ended(ResultSet row) throws SQLException {
        if (!row.getBoolean("scan_complete")) {
            return Optional.empty();
        }
        return Optional.of(row.getBoolean("scan_partial") ? Completeness.PARTIAL : Completeness.COMPLETE);
    }

    @Override
    public boolean advance(UnitOfWork unit, Lease lease, StoredCheckpoint next) {
        int scope = scopes.require(unit, lease.stream().scope());
        String statement = next.revision() == 1 ? insert : update;
        return table.winsOne(
                unit,
                handle -> bind(handle.createUpdate(statement), lease, next)
                        .bind("scope_id", scope)
                        .execute());
    }

    @Override
    public boolean remove(UnitOfWork unit, Lease lease, long revision) {
        return scopes.find(unit, lease.stream().scope())
                .map(scope -> table.winsOne(
                        unit,
                        handle -> handle.createUpdate(remove)
                                .bind("scope_id", scope)
                                .bind("scan_kind", lease.stream().scanKind().name())
                                .bind("revision", revision)
                                .bind("epoch", lease.epoch())
                                .execute()))
                .orElse(false);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Lease lease, StoredCheckpoint next) {
        return statement
                .bind("scan_kind", lease.stream().scanKind().name())
                .bind("format", next.checkpoint().format())
                .bind("watermark", next.checkpoint().watermark())
                .bind("page_cursor", next.checkpoint().cursor().orElse(null))
                .bind("scan_complete", next.scanComplete())
                .bind("scan_partial", next.ended().equals(Optional.of(Completeness.PARTIAL)))
                .bind("range_from", Columns.at(next.range().map(PullRange::from)))
                .bind("range_until", Columns.at(next.range().map(PullRange::until)))
                .bind("revision", next.revision())
                .bind("epoch", lease.epoch())
                .bind("updated_at", Columns.at(next.updatedAt()));
    }
}
