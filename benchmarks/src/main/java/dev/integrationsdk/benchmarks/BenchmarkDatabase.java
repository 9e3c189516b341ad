package dev.integrationsdk.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.SchemaMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A fresh H2 file with the library's tables and the host's, removed when it is closed.
 *
 * <p>The pool is the one that hosts use: H2's own forgets every prepared statement when a connection is given back, and
 * the library takes one for each transaction.
 */
final class BenchmarkDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final String JOINED = """
            SELECT mapping.external_id, contact.email, contact.first_name, contact.last_name, contact.phone
              FROM integration_record_mapping AS mapping
              JOIN contact ON contact.id = mapping.internal_id
             WHERE mapping.status = 'ACTIVE'""";

    private final Path folder;
    private final HikariDataSource pool;
    private final JdbcRepositories repositories;

    private BenchmarkDatabase(Path folder, HikariDataSource pool) throws SQLException {
        this.folder = folder;
        this.pool = pool;
        this.repositories =
                JdbcRepositories.builder(pool).schemaMode(SchemaMode.MIGRATE).build();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(HostContacts.CREATE);
        }
    }

    static BenchmarkDatabase create() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("pull-benchmark");
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve("host") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE");
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        return new BenchmarkDatabase(folder, new HikariDataSource(config));
    }

    DataSource dataSource() {
        return pool;
    }

    JdbcRepositories repositories() {
        return repositories;
    }

    /**
     * Looks whether the pulls so far did what they were to do.
     *
     * @param expected the remote's contacts
     * @param pulls the cases so far, each of which every contact has gone through
     * @throws IllegalStateException if a figure is wrong
     */
    void verify(Content expected, List<PullCase> pulls) throws SQLException {
        long contacts = expected.contacts();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            require("host rows", contacts, number(statement, "SELECT COUNT(*) FROM contact"));
            require("mappings", contacts, number(statement, "SELECT COUNT(*) FROM integration_record_mapping"));
            require("content", expected, content(statement));
            requireRuns(statement, "created_count", contacts, pulls.contains(PullCase.FIRST));
            requireRuns(statement, "unchanged_count", contacts, pulls.contains(PullCase.SAME));
            requireRuns(statement, "updated_count", contacts, pulls.contains(PullCase.CHANGED));
            require(
                    "complete checkpoints",
                    1L,
                    number(statement, "SELECT COUNT(*) FROM integration_checkpoint WHERE scan_complete"));
        }
    }

    private static void requireRuns(Statement statement, String column, long contacts, boolean pulled)
            throws SQLException {
        String sql = "SELECT SUM(" + column + ") FROM integration_job_run WHERE status = 'SUCCEEDED'";
        require(column, pulled ? contacts : 0L, number(statement, sql));
    }

    private static Content content(Statement statement) throws SQLException {
        Content content = Content.NONE;
        try (ResultSet rows = statement.executeQuery(JOINED)) {
            while (rows.next()) {
                content = content.plus(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5));
            }
        }
        return content;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void require(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(what + ": expected " + expected + ", found " + found);
        }
    }

    @Override
    public void close() throws IOException {
        pool.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
