package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A host with one shop, an administrator for each tenant, and one for the platform. */
final class ShopHost implements AutoCloseable {
    private static final Logger QUIET = Logger.getLogger("dev.integrationsdk");

    static {
        QUIET.setLevel(Level.OFF);
    }

    static final TenantId ACME = TenantId.of("acme");
    static final TenantId GLOBEX = TenantId.of("globex");
    static final Actor ADA = Actor.of("ada");
    static final Actor OPERATOR = Actor.of("operator");
    static final ConnectorKey KEY = new ConnectorKey(ACME, ConnectorId.of("web"));

    static final byte[] KEY_BYTES =
            HexFormat.of().parseHex("9f1c7ab2e4d05836c1f0aa7734be19d2605e8f43b7c92d1e0a64f3985cbb7162");

    /** The environment of the process, as far as secrets go. */
    final Map<String, String> variables = new ConcurrentHashMap<>();

    final TurnableClock clock;
    final InMemoryStore store;
    final Shop shop;
    final List<IntegrationEvent> told = new CopyOnWriteArrayList<>();
    final List<IntegrationEvent> kept = new ArrayList<>();
    final Integrations integrations;
    Runnable onEvent = () -> {};

    ShopHost() {
        this(builder -> builder);
    }

    ShopHost(UnaryOperator<IntegrationsBuilder> more) {
        this(TurnableClock.create(), new Shop(), more);
    }

    ShopHost(TurnableClock clock, Shop shop, UnaryOperator<IntegrationsBuilder> more) {
        this.clock = clock;
        this.shop = shop;
        this.store = new InMemoryStore(clock);
        integrations = more.apply(Integrations.builder(store, store)
                        .adapter(shop)
                        .handler(Shop.SYSTEM, Shop.ORDER, (changes, unit) -> Answers.allApplied())
                        .feed(Shop.SYSTEM, Shop.ORDER, (ids, unit) -> Map.of())
                        .access(AccessPolicy.ofOwnership(ShopHost::isAdministrator))
                        .events((event, unit) -> {
                            kept.add(event);
                            onEvent.run();
                        })
                        .listener(new IntegrationListener() {
                            @Override
                            public void happened(IntegrationEvent event) {
                                told.add(event);
                            }
                        })
                        .retryPolicy(RetryPolicy.ofDefaults()
                                .withMaxAttempts(2)
                                .withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
                        .secrets(Secrets.of(EnvironmentSecrets.builder()
                                .environment(variables::get)
                                .allow(ACME, "ACME_TOKEN")
                                .allowOperator("CLIENT_SECRET")
                                .build()))
                        .encryptionKeys(keys())
                        .clock(clock)
                        .nanoTime(clock::nanoTime))
                .build();
    }

    static EncryptionKeys keys() {
        return EncryptionKeys.builder().key("k1", KEY_BYTES).primary("k1").build();
    }

    private static boolean isAdministrator(TenantId tenant, Actor actor) {
        return tenant.isPlatform()
                ? actor.equals(OPERATOR)
                : actor.value().equals("admin-" + tenant) || (tenant.equals(ACME) && actor.equals(ADA));
    }

    static Actor administrator(TenantId tenant) {
        return Actor.of("admin-" + tenant);
    }

    static ConnectorConfig config() {
        return config(KEY);
    }

    static ConnectorConfig config(ConnectorKey key) {
        return ConnectorConfig.builder(key.tenant(), key.id(), Shop.SYSTEM)
                .name("Web shop")
                .setting("base-url", "https://shop.example.com")
                .build();
    }

    Connectors connectors() {
        return integrations.connectors();
    }

    StoredConnector created() {
        return integrations.connectors().create(ADA, config());
    }

    StoredConnector enabled() {
        created();
        return integrations.connectors().enable(ADA, KEY);
    }

    StoredConnector stored() {
        return integrations.connectors().find(Actor.SYSTEM, KEY);
    }

    static StreamId stream() {
        return config().stream(Shop.ORDER, ScanKind.FULL);
    }

    List<EventKind> kinds() {
        return told.stream().map(IntegrationEvent::kind).toList();
    }

    @Override
    public void close() {
        integrations.close();
    }
}
