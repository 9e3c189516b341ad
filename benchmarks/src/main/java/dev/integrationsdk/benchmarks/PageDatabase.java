package dev.integrationsdk.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.DatabaseServer;
import dev.integrationsdk.databases.PostgreSqlServer;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.SchemaMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A new database with the library's tables, durable as in production. */
final class PageDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 2;

    private final Database database;
    private final HikariDataSource pool;
    private final JdbcRepositories repositories;
    private final Runnable removal;

    private PageDatabase(Database database, Runnable removal) {
        this.database = database;
        this.removal = removal;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        pool = new HikariDataSource(config);
        repositories =
                JdbcRepositories.builder(pool).schemaMode(SchemaMode.MIGRATE).build();
    }

    /** Opens databases of one product; PostgreSQL's server is started once. */
    static final class Source implements AutoCloseable {
        private final boolean statistics;
        private final @Nullable DatabaseServer server;

        /** @param statistics false to have the tables never analysed, as on a day with much else to do */
        Source(MeasuredProduct product, boolean statistics) {
            this.statistics = statistics;
            this.server = product == MeasuredProduct.POSTGRESQL ? PostgreSqlServer.start() : null;
        }

        PageDatabase open() throws IOException {
            if (server == null) {
                Path folder = Files.createTempDirectory("page-benchmark");
                String url = "jdbc:h2:file:" + folder.resolve("pages") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE";
                return new PageDatabase(new Database("h2", url, "sa", ""), () -> delete(folder));
            }
            PageDatabase database = new PageDatabase(server.create().with("reWriteBatchedInserts=true"), () -> {});
            if (!statistics) {
                database.database.execute(
                        "ALTER TABLE integration_record_mapping SET (autovacuum_enabled = off)",
                        "ALTER TABLE integration_scope SET (autovacuum_enabled = off)");
            }
            return database;
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }

    DataSource dataSource() {
        return pool;
    }

    JdbcRepositories repositories() {
        return repositories;
    }

    boolean isPostgreSql() {
        return database.product().equals("postgresql");
    }

    @Override
    public void close() {
        pool.close();
        removal.run();
    }

    private static void delete(Path folder) {
        try (var found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException("the benchmark's files could not be removed", failure);
        }
    }
}
