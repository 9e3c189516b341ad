package dev.integrationsdk.jdbc.internal;

import org.jdbi.v3.core.Handle;

/**
 * The lock of whoever adds a row that others may be adding at once and that all of them then go on with: without it, they
 * would violate its key, which on PostgreSQL ends a transaction, or wait for each other for ever, which MariaDB ends by
 * rolling one back. It stands until the transaction ends, so only the first one of its kind takes it. Thread-safe.
 */
final class AddingLock {
    private final Table table;
    private final String hold;

    AddingLock(Table.Source source) {
        table = source.table("schema_history");
        hold = table.sql("SELECT version FROM ${prefix}schema_history WHERE version = 0 FOR UPDATE");
    }

    void hold(Handle handle) {
        if (handle.createQuery(hold).mapTo(Integer.class).findOne().isEmpty()) {
            throw table.failed("there is no row to lock: run migration 1 again");
        }
    }
}
