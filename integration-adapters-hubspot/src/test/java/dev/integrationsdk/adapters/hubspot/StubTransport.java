package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.testkit.TurnableClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers with what was put in, one after the other, and keeps the calls: for answers that no healthy HubSpot gives. */
final class StubTransport implements HttpTransport {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    final List<HttpCall> calls = new ArrayList<>();
    final TurnableClock clock = TurnableClock.at(NOW);
    private final Deque<HttpReply> replies = new ArrayDeque<>();

    StubTransport answer(String json) {
        return answer(200, Map.of(), json);
    }

    StubTransport answer(int status, Map<String, String> headers, String body) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Content-Type", "application/json;charset=utf-8");
        all.putAll(headers);
        replies.add(new HttpReply(status, all, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    @Override
    public HttpReply send(HttpCall call, CallContext context) {
        calls.add(call);
        return replies.remove();
    }

    Scanner scanner(String type) {
        return new Scanner(context(Map.of()), type);
    }

    FixedContext context(Map<String, String> settings) {
        return new FixedContext(settings, this, clock);
    }

    String body(int call) {
        return new String(calls.get(call).body().orElseThrow(), StandardCharsets.UTF_8);
    }

    /** A record of an answer. */
    static String record(String id, String modified) {
        return "{\"id\":\"" + id + "\",\"properties\":{\"hs_object_id\":\"" + id + "\",\"hs_lastmodifieddate\":\""
                + modified + "\"},\"updatedAt\":\"" + modified + "\",\"archived\":false}";
    }

    /** A page of records. */
    static String page(String... records) {
        return "{\"results\":[" + String.join(",", records) + "]}";
    }

    /** A page of records that is followed by another one. */
    static String pageBefore(String after, String... records) {
        return "{\"results\":[" + String.join(",", records) + "],\"paging\":{\"next\":{\"after\":\"" + after
                + "\",\"link\":\"https://elsewhere.example/steal?after=" + after + "\"}}}";
    }
}
