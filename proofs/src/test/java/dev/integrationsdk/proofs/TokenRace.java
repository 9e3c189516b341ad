package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.internal.oauth.ConnectionReports;
import dev.integrationsdk.internal.oauth.OAuthWiring;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One connection at a strict authorization server, and workers that need its token. Used by one thread. */
final class TokenRace implements AutoCloseable {
    static final String ACCOUNT = "acme-account";
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final URI BACK = URI.create("https://host.example/back");
    private static final Actor ADA = Actor.of("ada");
    private static final CorrelationId CORRELATION = new CorrelationId("race");

    private final TurnableClock clock = TurnableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final AuthorizationServerSimulator server;
    private final TokenHost host;
    private final List<WorkerProcess> workers = new ArrayList<>();

    /**
     * Connects, over a database of its own.
     *
     * @param grace how long the server answers a used refresh token with the same tokens again
     */
    TokenRace(Database empty, Duration grace) {
        SmallHost.prepare(empty);
        server = AuthorizationServerSimulator.start(clock, LIFE, grace);
        host = new TokenHost(empty, server.tokenUri().resolve("/"), clock);
        OAuthWiring wiring = host.wiring(host.repositories(), host.wire(), ConnectionReports.NONE);
        OAuthConnections connections =
                wiring.connections(OAuthApps.builder().redirectUri(BACK).build(), (actor, connector, action) -> {});
        URI address = connections.begin(ADA, TokenHost.CONNECTOR, OAuthConnections.Begin.at(BACK, CORRELATION));
        connections.complete(ADA, TokenHost.CONNECTOR.tenant(), server.agree(address, ACCOUNT), CORRELATION);
    }

    AuthorizationServerSimulator server() {
        return server;
    }

    void start(int number, TokenWorker.Mode mode) {
        for (int i = 0; i < number; i++) {
            workers.add(TokenWorker.start(mode, host));
        }
    }

    void turn(Duration by) {
        clock.turn(by);
    }

    /** All threads of all workers at once. */
    Asked ask() {
        workers.forEach(this::tell);
        int reported = 0;
        List<String> got = new ArrayList<>();
        for (WorkerProcess worker : workers) {
            List<String> words = Arrays.asList(worker.answer().split(" ", -1));
            reported += Integer.parseInt(words.get(0));
            got.addAll(words.subList(1, words.size()));
        }
        return new Asked(reported, got);
    }

    /** Another worker asks and is killed with the server's answer in its hands, before anything is stored. */
    void killOneWithTheAnswer() {
        try (WorkerProcess victim = TokenWorker.start(TokenWorker.Mode.HALT_WITH_THE_ANSWER, host)) {
            tell(victim);
            String answer = victim.answer();
            if (!answer.equals(WorkerProcess.HERE)) {
                throw new IllegalStateException("the worker did not renew the token: " + answer);
            }
            victim.kill();
        }
    }

    private void tell(WorkerProcess worker) {
        worker.send(clock.instant().toString());
    }

    /** The dead one's claim lasts 90 s by the database's clock; here it ends at once. */
    void endClaims() {
        host.database().execute("UPDATE integration_credential SET refresh_until = '2000-01-01 00:00:00Z'");
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
        server.close();
    }

    /**
     * What came of asking.
     *
     * @param reported how often the connection was reported as to be made again
     * @param got of each thread: a token, or the code of an error
     */
    record Asked(int reported, List<String> got) {}
}
