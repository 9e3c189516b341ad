package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.store.RecordMapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes a page of mappings of one scope: where databases differ most and where speed is decided. Immutable. */
interface MappingWriter {
    /**
     * Adds them.
     *
     * @param mappings at least one, in the order in which they are to be written
     * @return false if one is there already; a constraint may be violated instead
     */
    boolean insert(Connection connection, int scope, List<RecordMapping> mappings) throws SQLException;

    /**
     * Replaces all but the external ids.
     *
     * @param mappings at least one, in the order in which they are to be written
     * @return false if one is not there
     */
    boolean update(Connection connection, int scope, List<RecordMapping> mappings) throws SQLException;
}
