package dev.integrationsdk.databases;

/** One server of each product for the whole JVM, started when first asked for and stopped with the JVM. Thread-safe. */
public final class SharedServers {
    private SharedServers() {}

    public static DatabaseServer postgreSql() {
        return PostgreSql.SERVER;
    }

    /** @throws IllegalStateException if {@link MariaDbServer#isAvailable} says no */
    public static DatabaseServer mariaDb() {
        return MariaDb.SERVER;
    }

    private static <S extends DatabaseServer> S closedWithTheJvm(S server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-" + server.product()));
        return server;
    }

    private static final class PostgreSql {
        static final DatabaseServer SERVER = closedWithTheJvm(PostgreSqlServer.start());
    }

    private static final class MariaDb {
        static final DatabaseServer SERVER = closedWithTheJvm(MariaDbServer.start());
    }
}
