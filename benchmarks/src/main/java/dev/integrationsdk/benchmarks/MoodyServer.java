package dev.integrationsdk.benchmarks;

import dev.integrationsdk.testkit.hubspot.Answer;
import dev.integrationsdk.testkit.hubspot.HttpRequest;
import dev.integrationsdk.testkit.hubspot.LoopbackHttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** The remotes of all tenants, on real sockets: one of them has moods. Thread-safe. */
final class MoodyServer implements AutoCloseable {
    /** Below it lies the bad tenant's remote. */
    static final String BAD = "/bad/";

    private static final byte[] PAGE = "[]".getBytes(StandardCharsets.UTF_8);

    private final LoopbackHttpServer server;
    private volatile NeighbourMood mood = NeighbourMood.WELL;
    private volatile CountDownLatch hanging = new CountDownLatch(1);

    MoodyServer() throws IOException {
        server = LoopbackHttpServer.start(this::answer);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** From now on; requests that hang are answered. */
    void become(NeighbourMood next) {
        CountDownLatch former = hanging;
        hanging = new CountDownLatch(1);
        mood = next;
        former.countDown();
    }

    private Answer answer(HttpRequest request) {
        CountDownLatch end = hanging;
        if (request.path().startsWith(BAD)) {
            if (mood == NeighbourMood.FAILING) {
                return Answer.html(500, "Internal Server Error");
            }
            if (mood == NeighbourMood.HANGING) {
                await(end);
            }
        }
        return Answer.json(200, PAGE);
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        become(NeighbourMood.WELL);
        server.close();
    }
}
