package dev.integrationsdk.benchmarks;

import dev.integrationsdk.store.RecordMapping;
import java.sql.SQLException;
import java.util.List;

/** Somebody who keeps record mappings, page by page, each page in one transaction. Confined to one thread. */
interface PageStore extends AutoCloseable {
    /**
     * Looks a page up, adds what is not there, changes what has another hash, advances checkpoint and run, commits.
     *
     * @param wanted the page as it is to stand in the end
     */
    void page(List<RecordMapping> wanted) throws SQLException;

    @Override
    void close() throws SQLException;

    /** Makes one in a new database. */
    @FunctionalInterface
    interface Opener {
        PageStore open(PageDatabase database) throws SQLException;
    }
}
