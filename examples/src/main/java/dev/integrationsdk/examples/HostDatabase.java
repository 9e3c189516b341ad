package dev.integrationsdk.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The host's own database, with its own pool and tables. */
final class HostDatabase implements AutoCloseable {
    private final HikariDataSource pool;

    private HostDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    static HostDatabase open(String url) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        HostDatabase database = new HostDatabase(new HikariDataSource(config));
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (HostTable table : HostTable.ALL) {
                statement.execute(table.createStatement());
            }
        }
        return database;
    }

    DataSource dataSource() {
        return pool;
    }

    /** A tenant's rows, by internal id. */
    Map<UUID, Map<String, @Nullable String>> rows(HostTable table, TenantId tenant) throws SQLException {
        Map<UUID, Map<String, @Nullable String>> rows = new HashMap<>();
        try (Connection connection = pool.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT * FROM " + table.name() + " WHERE tenant = ?")) {
            select.setString(1, tenant.value());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    UUID id = Objects.requireNonNull(found.getObject("id", UUID.class));
                    Map<String, @Nullable String> row = new TreeMap<>();
                    for (String column : table.columns()) {
                        row.put(column, found.getString(column));
                    }
                    rows.put(id, row);
                }
            }
        }
        return rows;
    }

    @Override
    public void close() {
        pool.close();
    }
}
