package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.MariaDbServer;
import dev.integrationsdk.databases.SharedServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Prepared databases: a server's serves all, an embedded one is lent to one trial at a time. Thread-safe. */
final class Grounds {
    private final Path folder;
    private final Map<String, Database> servers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Database> files = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    /** @param folder for files of H2 */
    Grounds(Path folder) {
        this.folder = folder;
    }

    /** Those that can be had here. */
    static List<String> products() {
        return MariaDbServer.isAvailable() ? List.of("h2", "postgresql", "mariadb") : List.of("h2", "postgresql");
    }

    /** A database that nobody else uses if it is embedded; to be {@link #giveBack given back}. */
    Database take(String product) {
        if (!product.equals("h2")) {
            return servers.computeIfAbsent(product, Grounds::onServer);
        }
        Database free = files.poll();
        return free == null ? file() : free;
    }

    void giveBack(Database database) {
        if (database.product().equals("h2")) {
            SmallHost.closeFile(database);
            files.add(database);
        }
    }

    private Database file() {
        Path path = folder.resolve("host" + made.incrementAndGet());
        Database database = new Database("h2", "jdbc:h2:file:" + path + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0", "", "");
        SmallHost.prepare(database);
        SmallHost.closeFile(database);
        return database;
    }

    private static Database onServer(String product) {
        Database database = product.equals("postgresql")
                ? SharedServers.postgreSql().create()
                : SharedServers.mariaDb().create();
        SmallHost.prepare(database);
        return database;
    }
}
