package dev.integrationsdk.testkit.http;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A transport without a network: it gives the answers that were put in, one after the other, and keeps the calls. For what no
 * healthy system answers, and for looking at what an adapter sends. Every call passes its gate, as it does in the engine.
 * Thread-safe.
 */
public final class ScriptedTransport implements HttpTransport {
    private final Object lock = new Object();
    private final Deque<Supplier<HttpReply>> script = new ArrayDeque<>();
    private final List<HttpCall> calls = new ArrayList<>();

    /** Adds an answer with status 200 and JSON. */
    public ScriptedTransport answer(String json) {
        return answer(200, Map.of(), json);
    }

    /** Adds an answer; its content type is JSON unless the headers, in any case, name another. */
    public ScriptedTransport answer(int status, Map<String, String> headers, String body) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Content-Type", "application/json;charset=utf-8");
        all.putAll(headers);
        HttpReply reply = new HttpReply(status, all, body.getBytes(StandardCharsets.UTF_8));
        return add(() -> reply);
    }

    /** Adds a call that is not answered. */
    public ScriptedTransport failure(IntegrationException failure) {
        return add(() -> {
            throw failure;
        });
    }

    private ScriptedTransport add(Supplier<HttpReply> step) {
        synchronized (lock) {
            script.add(step);
        }
        return this;
    }

    /** @throws IllegalStateException if nothing is left to answer with */
    @Override
    public HttpReply send(HttpCall call, CallContext context) {
        context.gate().before(call.method(), call.uri().getRawPath());
        Supplier<HttpReply> step;
        synchronized (lock) {
            calls.add(call);
            step = script.poll();
        }
        if (step == null) {
            throw new IllegalStateException("no answer was put in for " + call);
        }
        return step.get();
    }

    /** What was sent so far, in order; a copy. */
    public List<HttpCall> calls() {
        synchronized (lock) {
            return List.copyOf(calls);
        }
    }

    /** The body of a call, as text; empty if it had none. */
    public String body(int call) {
        return calls().get(call)
                .body()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** Whether every answer was asked for: a test that put one too many in did not test what it says. */
    public boolean isUsedUp() {
        synchronized (lock) {
            return script.isEmpty();
        }
    }
}
