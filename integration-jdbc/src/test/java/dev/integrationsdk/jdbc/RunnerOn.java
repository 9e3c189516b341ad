package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.DatabaseServer;
import dev.integrationsdk.databases.MariaDbServer;
import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.host.TransactionRunner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A runner on a database product: what is promised of one pair is promised of all. */
record RunnerOn(RunnerKind kind, String product) {
    private static final Map<String, Database> SHARED = new ConcurrentHashMap<>();

    static Stream<RunnerOn> all() {
        return Stream.of(RunnerKind.values()).flatMap(kind -> {
            Stream<RunnerOn> always = Stream.of(new RunnerOn(kind, "h2"), new RunnerOn(kind, "postgresql"));
            return MariaDbServer.isAvailable()
                    ? Stream.concat(always, Stream.of(new RunnerOn(kind, "mariadb")))
                    : always;
        });
    }

    static Stream<RunnerOn> spring() {
        return all().filter(runner -> runner.kind == RunnerKind.SPRING_JDBC || runner.kind == RunnerKind.SPRING_JPA);
    }

    static Stream<RunnerOn> jpa() {
        return all().filter(runner -> runner.kind == RunnerKind.JPA);
    }

    /** With the empty tables {@code host} and {@code contact}. */
    WatchedSource source() {
        Database database = product.equals("h2")
                ? new Database("h2", JdbcStore.memory(), "sa", "")
                : SHARED.computeIfAbsent(product, name -> server().create());
        database.execute(
                "DROP TABLE IF EXISTS host",
                "DROP TABLE IF EXISTS contact",
                "CREATE TABLE host (id INTEGER PRIMARY KEY)",
                "CREATE TABLE contact (id UUID PRIMARY KEY, name VARCHAR(20) UNIQUE, version INTEGER NOT NULL)");
        return new WatchedSource(database);
    }

    private DatabaseServer server() {
        return product.equals("mariadb") ? SharedServers.mariaDb() : SharedServers.postgreSql();
    }

    TransactionRunner on(DataSource source) {
        return kind.on(source);
    }

    /** From here on the session waits for no lock. */
    String withoutWaiting() {
        return switch (product) {
            case "postgresql" -> "SET LOCAL lock_timeout = '1ms'";
            case "mariadb" -> "SET innodb_lock_wait_timeout = 0";
            default -> "SET LOCK_TIMEOUT 1";
        };
    }

    /** Ends every other connection to the database. */
    String pullThePlug() {
        return switch (product) {
            case "postgresql" ->
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid()";
            case "mariadb" ->
                "BEGIN NOT ATOMIC FOR other IN (SELECT id FROM information_schema.processlist WHERE id <>"
                        + " connection_id() AND db = database()) DO EXECUTE IMMEDIATE CONCAT('KILL ', other.id); END FOR;"
                        + " END";
            default -> "SHUTDOWN IMMEDIATELY";
        };
    }

    @Override
    public String toString() {
        return kind + " on " + product;
    }
}
