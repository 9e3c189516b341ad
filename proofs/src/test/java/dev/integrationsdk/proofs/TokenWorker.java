package dev.integrationsdk.proofs;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.databases.Database;
import dev.integrationsdk.internal.oauth.ConnectionReports;
import dev.integrationsdk.internal.oauth.OAuthWiring;
import dev.integrationsdk.internal.oauth.TokenKeeper;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import dev.integrationsdk.spi.oauth.TokenGrant;
import dev.integrationsdk.spi.oauth.TokenRequest;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.TurnableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process whose threads all ask for the token of one connection whenever it is told an instant, which is what its clock
 * shows then. It answers how often it has reported since that the connection has to be made again, and what each thread
 * got: a token, or the code of an error.
 */
final class TokenWorker {
    static final int THREADS = 16;

    private final TurnableClock clock;
    private final Dialogue dialogue = new Dialogue();
    private final AtomicInteger reported = new AtomicInteger();
    private final TokenKeeper keeper;

    private TokenWorker(Mode mode, TokenHost host, TurnableClock clock) {
        this.clock = clock;
        Repositories sound = host.repositories();
        OAuthWiring wiring = host.wiring(
                mode == Mode.CLAIMS_FOR_ALL ? claimsForAll(sound) : sound,
                mode == Mode.HALT_WITH_THE_ANSWER ? new HaltingWire(host.wire()) : host.wire(),
                reports());
        keeper = wiring.tokenKeeper();
    }

    static WorkerProcess start(Mode mode, TokenHost host) {
        Database database = host.database();
        return WorkerProcess.start(
                TokenWorker.class,
                List.of(
                        mode.name(),
                        host.server().toString(),
                        host.clock().instant().toString(),
                        database.product(),
                        database.url(),
                        database.user(),
                        database.password()));
    }

    public static void main(String[] arguments) throws Exception {
        TurnableClock clock = TurnableClock.at(Instant.parse(arguments[2]));
        Database database = new Database(arguments[3], arguments[4], arguments[5], arguments[6]);
        TokenHost host = new TokenHost(database, URI.create(arguments[1]), clock);
        new TokenWorker(Mode.valueOf(arguments[0]), host, clock).work();
    }

    private void work() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            dialogue.say(WorkerProcess.READY);
            for (Optional<String> command = dialogue.hear(); command.isPresent(); command = dialogue.hear()) {
                clock.turn(Duration.between(clock.instant(), Instant.parse(command.get())));
                List<Callable<String>> asking = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    asking.add(this::ask);
                }
                StringBuilder answer = new StringBuilder();
                for (Future<String> asked : threads.invokeAll(asking)) {
                    answer.append(' ').append(asked.get());
                }
                dialogue.say(reported.getAndSet(0) + answer.toString());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String ask() {
        try {
            return keeper.accessToken(TokenHost.CONNECTOR, new CorrelationId("race"))
                    .reveal();
        } catch (IntegrationException refused) {
            return refused.code().name();
        }
    }

    private ConnectionReports reports() {
        return new ConnectionReports() {
            @Override
            public void reauthorizationRequired(ConnectorKey connector, CorrelationId correlationId) {
                reported.incrementAndGet();
            }
        };
    }

    private static Repositories claimsForAll(Repositories sound) {
        return Steps.proxy(Repositories.class, (method, arguments) -> {
            Object repository = Steps.call(sound, method, arguments);
            return repository instanceof CredentialRepository credentials ? claimsForAll(credentials) : repository;
        });
    }

    private static CredentialRepository claimsForAll(CredentialRepository sound) {
        return Steps.proxy(CredentialRepository.class, (method, arguments) -> {
            Object result = Steps.call(sound, method, arguments);
            if (method.getName().equals("claimRefresh")) {
                return true;
            }
            return result;
        });
    }

    /** How a worker is made. */
    enum Mode {
        SOUND,
        /** Says {@link WorkerProcess#HERE} when the server has answered and nothing is stored, and goes no further. */
        HALT_WITH_THE_ANSWER,
        /** A planted fault: whoever asks for the right to renew gets it. */
        CLAIMS_FOR_ALL
    }

    private final class HaltingWire implements OAuthWire {
        private final OAuthWire sound;

        HaltingWire(OAuthWire sound) {
            this.sound = sound;
        }

        @Override
        public TokenGrant grant(TokenRequest request, CallContext context) {
            TokenGrant granted = sound.grant(request, context);
            dialogue.say(WorkerProcess.HERE);
            dialogue.hearOrEnd();
            return granted;
        }

        @Override
        public void revoke(OAuthSpec spec, OAuthClient client, Secret token, CallContext context) {
            sound.revoke(spec, client, token, context);
        }
    }
}
