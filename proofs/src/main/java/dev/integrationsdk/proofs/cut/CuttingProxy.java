package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between clients and a database server on loopback, passes on whole messages of the client, and ends connections
 * where a plan says so. Thread-safe.
 */
public final class CuttingProxy implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final DatabaseServer server;
    private final ServerSocket door;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> heldUp = new ConcurrentLinkedQueue<>();
    private final Object planLock = new Object();
    private CutPlan plan = CutPlan.NONE;

    private CuttingProxy(DatabaseServer server, ServerSocket door) {
        this.server = server;
        this.door = door;
    }

    /** Opens it on a free port. */
    public static CuttingProxy before(DatabaseServer server) {
        try {
            CuttingProxy proxy = new CuttingProxy(server, new ServerSocket(0, 50, LOOPBACK));
            Thread thread = new Thread(proxy::accept, "cutting-proxy");
            thread.setDaemon(true);
            thread.start();
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for the proxy", failure);
        }
    }

    /** The same database, reached through this proxy. */
    public Database reach(Database database) {
        return database.through(server.port(), door.getLocalPort());
    }

    /** From now on this decides. */
    void follow(CutPlan next) {
        synchronized (planLock) {
            plan = next;
        }
    }

    /** Lets the messages that are held up come to the server. */
    void release() {
        for (Runnable next = heldUp.poll(); next != null; next = heldUp.poll()) {
            next.run();
        }
    }

    private CutPlan.Fate fate(ClientMessage message) {
        synchronized (planLock) {
            return plan.of(message);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException ended) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException("the proxy can accept nothing more", ended);
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket behind;
        try {
            behind = new Socket(LOOPBACK, server.port());
        } catch (IOException serverIsAway) {
            client.close();
            return;
        }
        ProxiedConnection connection =
                new ProxiedConnection(client, behind, Wire.of(server.product()), this::fate, heldUp::add);
        connections.add(connection);
        connection.start(() -> connections.remove(connection));
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the proxy's port stays open", failure);
        }
        release();
        connections.forEach(ProxiedConnection::end);
    }
}
