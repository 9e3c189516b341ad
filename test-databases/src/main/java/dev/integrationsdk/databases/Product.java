package dev.integrationsdk.databases;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/** The databases that the library speaks to. */
public enum Product {
    /** In memory of this process. */
    H2,
    POSTGRESQL,
    MARIADB;

    /** Those whose servers are on the class path. */
    public static Stream<Product> available() {
        return Arrays.stream(values()).filter(product -> product != MARIADB || MariaDbServer.isAvailable());
    }

    /** A new, empty database of the server that this JVM shares. */
    public Database create() {
        return switch (this) {
            case H2 -> {
                String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=20000;DB_CLOSE_DELAY=-1";
                yield new Database("h2", url, "sa", "");
            }
            case POSTGRESQL -> SharedServers.postgreSql().create();
            case MARIADB -> SharedServers.mariaDb().create();
        };
    }
}
