package dev.integrationsdk.jdbc;

import dev.integrationsdk.jdbc.internal.Dialects;
import java.util.List;
import javax.sql.DataSource;

/** Looks for settings of the host's database that put the library's promises at risk. It never changes one. */
public final class JdbcHealth {
    private JdbcHealth() {}

    /**
     * One sentence for each setting, with what to do about it; empty if all is well.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_UNAVAILABLE if the database cannot be asked,
     *     INVALID_CONFIGURATION if there is no dialect for it
     */
    public static List<String> warnings(DataSource dataSource) {
        return Dialects.warnings(dataSource);
    }
}
