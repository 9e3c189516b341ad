package dev.integrationsdk.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * PostgreSQL with {@code fsync} and {@code synchronous_commit} on, as in production: what it has acknowledged, it keeps.
 * As root it needs {@code unshare} of util-linux on the path.
 */
public final class PostgreSqlServer implements DatabaseServer {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Path files = Folders.temporary("postgresql");
    private final int port = Folders.freePort();
    private EmbeddedPostgres server;

    private PostgreSqlServer() {
        server = launch();
    }

    public static PostgreSqlServer start() {
        return new PostgreSqlServer();
    }

    private EmbeddedPostgres launch() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(files)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(LONGEST_START)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "PostgreSQL did not start; as root it needs the program unshare (util-linux)", failure);
        }
    }

    @Override
    public String product() {
        return "postgresql";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Database create() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        at("postgres").execute("CREATE DATABASE " + name);
        return at(name);
    }

    private Database at(String name) {
        return new Database(product(), "jdbc:postgresql://127.0.0.1:" + port + "/" + name, "postgres", "");
    }

    @Override
    public void kill() {
        Processes.kill(processId());
    }

    private long processId() {
        try {
            return Long.parseLong(
                    Files.readAllLines(files.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL's process is not known", failure);
        }
    }

    /** The killed one's lock on the folder is still held by this process. */
    @Override
    public void restart() {
        stop();
        server = launch();
    }

    private void stop() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL did not stop", failure);
        }
    }

    @Override
    public void close() {
        stop();
        if (Files.exists(files)) {
            Folders.delete(files);
        }
    }
}
