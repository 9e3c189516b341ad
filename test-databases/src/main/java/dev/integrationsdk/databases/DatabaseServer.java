package dev.integrationsdk.databases;

/** A server process of our own that listens on loopback. Thread-safe. */
public interface DatabaseServer extends AutoCloseable {
    /** {@code postgresql}, {@code mariadb} or {@code h2}. */
    String product();

    int port();

    /** Makes a new, empty database. */
    Database create();

    /** Ends the server as a power cut would. What it has acknowledged must be there after {@link #restart}. */
    void kill();

    /** Starts a killed server again, on the same port and the same files. */
    void restart();

    /** Stops the server and removes its files. */
    @Override
    void close();
}
