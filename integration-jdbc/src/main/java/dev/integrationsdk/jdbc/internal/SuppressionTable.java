package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.store.Fingerprint;
import dev.integrationsdk.store.SuppressionRepository;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Records that must not come back, by fingerprints in hexadecimal digits: few rows, and text goes through every driver. */
final class SuppressionTable implements SuppressionRepository {
    private static final String FINGERPRINT = "fingerprint";

    private final ScopeTable scopes;
    private final Table table;
    private final String put;
    private final KeyedStatement find;
    private final KeyedStatement remove;
    private final String count;

    SuppressionTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("suppression");
        put = table.sql(table.dialect()
                .insertMissing(
                        new RowInsert("suppression", List.of("scope_id", FINGERPRINT), List.of("suppressed_at"))));
        find = table.dialect().find(table, "suppression", FINGERPRINT, FINGERPRINT);
        remove = table.dialect().remove(table, "suppression", FINGERPRINT);
        count = table.sql("SELECT COUNT(*) FROM ${prefix}suppression WHERE scope_id = :scope");
    }

    @Override
    public int put(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints, Instant at) {
        if (fingerprints.isEmpty()) {
            return 0;
        }
        int number = scopes.requireNow(unit, scope);
        int[] added = table.inserting(unit, handle -> {
            PreparedBatch batch = handle.prepareBatch(put);
            for (String text : texts(fingerprints)) {
                batch.bind("scope_id", number)
                        .bind(FINGERPRINT, text)
                        .bind("suppressed_at", Columns.at(at))
                        .add();
            }
            return batch.execute();
        });
        return Arrays.stream(added).sum();
    }

    /** Each once, in an order that is the same for everybody, so that two transactions lock rows in the same order. */
    private static List<String> texts(Collection<Fingerprint> fingerprints) {
        return fingerprints.stream()
                .distinct()
                .sorted()
                .map(fingerprint -> HexFormat.of().formatHex(fingerprint.bytes()))
                .toList();
    }

    @Override
    public Set<Fingerprint> find(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints) {
        Set<Fingerprint> found = new HashSet<>();
        if (!fingerprints.isEmpty()) {
            scopes.find(unit, scope)
                    .ifPresent(number -> table.withConnection(unit, connection -> {
                        find.query(connection, number, texts(fingerprints), row -> {
                            if (row.getString(1) != null) {
                                found.add(Fingerprint.of(HexFormat.of().parseHex(row.getString(1))));
                            }
                        });
                        return found;
                    }));
        }
        return found;
    }

    @Override
    public int remove(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return 0;
        }
        return scopes.find(unit, scope)
                .map(number -> table.withConnection(
                        unit, connection -> remove.update(connection, number, texts(fingerprints))))
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
}
