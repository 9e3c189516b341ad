package dev.integrationsdk.testkit.hubspot;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * HTTP/1.1 on a free loopback port, one pooled thread a connection.
 *
 * <p>Its own, because a fault has to reach below HTTP: the server of the JDK can neither end a body by closing the
 * connection nor send less than it announced and carry on.
 */
public final class LoopbackHttpServer implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(LoopbackHttpServer.class.getName());
    private static final int BACKLOG = 128;
    private static final int MAX_CONNECTIONS = 256;
    private static final long IDLE_THREAD_SECONDS = 5;

    private final ServerSocket serverSocket;
    private final Function<HttpRequest, Answer> handler;
    private final ExecutorService executor;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private LoopbackHttpServer(ServerSocket serverSocket, Function<HttpRequest, Answer> handler) {
        this.serverSocket = serverSocket;
        this.handler = handler;
        AtomicInteger threadNumber = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                0, MAX_CONNECTIONS, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "hubspot-simulator-" + threadNumber.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Begins to listen; every request is answered by the handler, on the thread of its connection. */
    public static LoopbackHttpServer start(Function<HttpRequest, Answer> handler) throws IOException {
        ServerSocket serverSocket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        LoopbackHttpServer server = new LoopbackHttpServer(serverSocket, handler);
        server.executor.execute(server::acceptUntilClosed);
        return server;
    }

    public int port() {
        return serverSocket.getLocalPort();
    }

    private void acceptUntilClosed() {
        while (!serverSocket.isClosed()) {
            try {
                serve(serverSocket.accept());
            } catch (IOException e) {
                LOGGER.log(serverSocket.isClosed() ? Level.TRACE : Level.WARNING, "accept ended", e);
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        connections.add(socket);
        try {
            executor.execute(() -> run(socket));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, "no thread left for a connection", e);
            connections.remove(socket);
            socket.close();
        }
    }

    private void run(Socket socket) {
        try (Socket owned = socket) {
            owned.setTcpNoDelay(true);
            new HttpConnection(owned, handler).serveUntilClosed();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "connection ended", e);
        } finally {
            connections.remove(socket);
        }
    }

    /** Ends the connections that are open; new ones are still accepted. */
    void dropConnections() {
        connections.forEach(LoopbackHttpServer::closeQuietly);
    }

    @Override
    public void close() {
        try {
            serverSocket.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "port not closed", e);
        }
        dropConnections();
        executor.shutdownNow();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "connection not closed", e);
        }
    }
}
