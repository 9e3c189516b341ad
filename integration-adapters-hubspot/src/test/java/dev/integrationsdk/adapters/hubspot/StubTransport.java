package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.http.ScriptedTransport;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers with what was put in, one after the other, and keeps the calls: for answers that no healthy HubSpot gives. */
final class StubTransport {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    final TurnableClock clock = TurnableClock.at(NOW);
    private final ScriptedTransport script = new ScriptedTransport();

    StubTransport answer(String json) {
        script.answer(json);
        return this;
    }

    StubTransport answer(int status, Map<String, String> headers, String body) {
        script.answer(status, headers, body);
        return this;
    }

    List<HttpCall> calls() {
        return script.calls();
    }

    Scanner scanner(String type) {
        return new Scanner(context(Map.of()), type);
    }

    FixedContext context(Map<String, String> settings) {
        return new FixedContext(settings, script, clock);
    }

    String body(int call) {
        return script.body(call);
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
