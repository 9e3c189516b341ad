package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.testkit.Canaries;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** 200 secrets through everything that can go wrong, and none of them in anything that somebody can read. */
class CanaryTest {
    private static final int CANARIES = 200;

    private final StringBuilder seen = new StringBuilder();
    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("dev.integrationsdk");
    private final Level rootLevel = root.getLevel();
    private final Level ourLevel = ours.getLevel();
    private final AtomicInteger logged = new AtomicInteger();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.incrementAndGet();
            see(entry.getMessage());
            see(Thread.currentThread().getName());
            if (entry.getThrown() != null) {
                see(entry.getThrown());
            }
            if (entry.getParameters() != null) {
                see(List.of(entry.getParameters()).toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        root.setLevel(Level.ALL);
        ours.setLevel(Level.ALL);
        listening.setLevel(Level.ALL);
        root.addHandler(listening);
        ours.addHandler(listening);
        ours.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(listening);
        ours.removeHandler(listening);
        ours.setUseParentHandlers(true);
        root.setLevel(rootLevel);
        ours.setLevel(ourLevel);
    }

    private synchronized void see(Object something) {
        if (something instanceof Throwable failure) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            seen.append(text);
        }
        seen.append(something).append('\n');
    }

    @Test
    void noSecretIsSeenAnywhere() {
        Map<String, String> environment = new HashMap<>();
        Canaries canaries = Canaries.ofNew(CANARIES, 42);
        EnvironmentSecrets.Builder variables = EnvironmentSecrets.builder().environment(environment::get);
        for (int i = 0; i < CANARIES; i++) {
            environment.put("CANARY_" + i, canaries.get(i));
            variables.allow(tenant(i), "CANARY_" + i);
        }
        TurnableClock clock = TurnableClock.create();
        InMemoryStore store = new InMemoryStore(clock);
        FakeConnector remote = new FakeConnector();
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(1).nextBytes(key);
        try (Integrations integrations = Integrations.builder(store, store)
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, FakeConnector.COMPANY, (changes, unit) -> Answers.allApplied())
                .access(AccessPolicy.ofOwnership((tenant, actor) -> true))
                .secrets(Secrets.of(variables.build()))
                .encryptionKeys(
                        EncryptionKeys.builder().key("k1", key).primary("k1").build())
                .listener(new Seeing())
                .retryPolicy(RetryPolicy.ofDefaults()
                        .withMaxAttempts(2)
                        .withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .build()) {
            for (int i = 0; i < CANARIES; i++) {
                live(integrations, remote, i, canaries.get(i));
            }
            see(store.inTransaction(unit -> store.acrossTenants().connectorsToCheck(unit, clock.instant(), CANARIES)));
            see(integrations.keptCredentials().rotate(Actor.SYSTEM, this::see));
        }
        assertThat(logged).hasValueGreaterThanOrEqualTo(CANARIES);
        assertThat(seen).hasSizeGreaterThan(100_000);
        assertThat(canaries.foundIn(seen.toString())).isEmpty();
    }

    private static TenantId tenant(int number) {
        return TenantId.of("tenant-" + number);
    }

    /** Kept or by reference; refused, broken, hanging on to it, or well. */
    private void live(Integrations integrations, FakeConnector remote, int number, String canary) {
        Actor admin = Actor.of("admin");
        ConnectorKey key = new ConnectorKey(tenant(number), ConnectorId.of("crm"));
        ConnectorConfig.Builder config = ConnectorConfig.builder(key.tenant(), key.id(), FakeConnector.SYSTEM);
        boolean kept = number % 2 == 0;
        tried(() -> integrations
                .connectors()
                .create(admin, config.setting("password", canary).build()));
        ConnectorConfig.Builder right = ConnectorConfig.builder(key.tenant(), key.id(), FakeConnector.SYSTEM);
        if (!kept) {
            right.credential("token", "env:CANARY_" + number);
        }
        tried(() -> see(integrations.connectors().create(admin, right.build())));
        tried(() -> integrations.connectors().enable(admin, key));
        if (kept) {
            Map<String, Secret> secrets = Map.of("token", Secret.of(canary));
            see(secrets);
            tried(() -> integrations.keptCredentials().put(admin, key, Direction.PULL, secrets));
        }
        remote.answerOnPage(0, request -> fail(remote.context(), number, request));
        tried(() -> {
            JobRun run = integrations.run(right.build().stream(FakeConnector.COMPANY, ScanKind.FULL));
            see(run);
        });
        tried(() -> see(integrations.health().check(admin, key)));
        tried(() -> see(integrations.health().diagnose(admin, key)));
        tried(() -> see(integrations.connectors().effective(admin, key)));
        tried(() -> see(integrations.connectors().history(admin, key, Long.MAX_VALUE, 9)));
        tried(() -> see(integrations.audit().list(admin, key.tenant(), Long.MAX_VALUE, 99)));
        tried(() -> see(integrations.inspection(admin).calls(key, LogWindow.latest(99))));
        tried(() -> see(integrations.inspection(admin).runs(right.build().scope(FakeConnector.COMPANY), 9)));
        if (number % 3 == 0) {
            tried(() -> integrations.connectors().delete(admin, key));
        }
    }

    private static PullPage fail(ConnectorContext context, int number, PullRequest request) {
        CredentialSet credentials = context.credentials().current();
        String secret = credentials.require("token").reveal();
        throw switch (number % 4) {
            case 0 -> new IllegalStateException("bad token " + secret);
            case 1 -> new IllegalStateException("wrapped", new IOException("header X-Api-Key: " + secret));
            case 2 ->
                new IntegrationException(
                        ErrorCode.AUTHENTICATION_FAILED, "refused", new IllegalArgumentException("token " + secret));
            default -> new IllegalArgumentException(credentials + " " + request + " " + secret);
        };
    }

    private void tried(Runnable action) {
        try {
            action.run();
        } catch (IntegrationException failure) {
            see(failure.explanation());
            see("" + failure.getMessage());
        }
    }

    private final class Seeing implements IntegrationListener {
        @Override
        public void happened(IntegrationEvent event) {
            see(event);
        }

        @Override
        public void runEnded(JobRun run) {
            see(run);
        }
    }
}
