package dev.integrationsdk.life;

import dev.integrationsdk.access.Share;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.oauth.ConnectionOutcome;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.tenant.RestoreReport;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.life.ConnectorLifeTest.refused;
import static dev.integrationsdk.life.ShopHost.ACME;
import static dev.integrationsdk.life.ShopHost.ADA;
import static dev.integrationsdk.life.ShopHost.KEY;
import static dev.integrationsdk.life.ShopHost.config;
import static org.assertj.core.api.Assertions.assertThat;

/** Accounts that are connected by OAuth, through the public interface, against a server that rotates strictly. */
class OAuthLifeTest {
    private static final URI BACK = URI.create("https://host.example.com/callback");
    private static final CorrelationId WORK = CorrelationId.random();

    private final TurnableClock clock = TurnableClock.create();
    private final AuthorizationServerSimulator server =
            AuthorizationServerSimulator.start(clock, Duration.ofMinutes(30), Duration.ZERO);
    private final ShopHost host = new ShopHost(
            clock,
            new Shop().connectedAt(server),
            builder -> builder.oauth(OAuthApps.builder()
                    .app(
                            Shop.SYSTEM,
                            AuthorizationServerSimulator.CLIENT_ID,
                            SecretReference.parse("env:CLIENT_SECRET"))
                    .redirectUri(BACK)
                    .build()));

    @BeforeEach
    void aConnectorThatReachesTheServerOnThisMachine() {
        host.variables.put("CLIENT_SECRET", AuthorizationServerSimulator.CLIENT_SECRET);
        host.connectors().create(Actor.SYSTEM, config().onPremise());
        host.connectors().enable(ADA, KEY);
    }

    @AfterEach
    void close() {
        host.close();
        server.close();
    }

    private ConnectionOutcome connect(Actor actor, String account) {
        URI address = host.integrations.oauth().begin(actor, KEY, OAuthConnections.Begin.at(BACK, WORK));
        return host.integrations.oauth().complete(actor, ACME, server.agree(address, account), WORK);
    }

    @Test
    void aConnectorExistsBeforeItsAccountAndRunsOnceItIsConnected() {
        assertThat(host.stored().connection().state()).isEqualTo(ConnectionState.PENDING);

        assertThat(connect(ADA, "acme-shop").isConnected()).isTrue();

        Connection connection = host.stored().connection();
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(connection.account()).contains("acme-shop");
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.kinds()).contains(EventKind.APP_CONNECTED);
        assertThat(actions()).containsSubsequence(AuditAction.ACCOUNT_CONNECTED, AuditAction.ACCOUNT_CONNECTING);
    }

    private List<AuditAction> actions() {
        return host.integrations.audit().list(ADA, ACME, Long.MAX_VALUE, 50).stream()
                .map(entry -> entry.act().action())
                .toList();
    }

    @Test
    void aTokenIsRenewedBeforeItEndsAndTheRequestStandsInTheLog() {
        connect(ADA, "acme-shop");
        host.integrations.run(ShopHost.stream());
        clock.turn(Duration.ofMinutes(29));

        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(host.shop.used)
                .extracting(set -> set.require("token").reveal())
                .doesNotHaveDuplicates();
        assertThat(host.integrations.inspection(Actor.SYSTEM).calls(KEY, LogWindow.latest(50)))
                .extracting(entry -> entry.call().operation())
                .contains("get token");
    }

    @Test
    void aConnectionThatTheRemoteHasEndedNeedsAPersonAndSaysSoOnce() {
        connect(ADA, "acme-shop");
        server.revokeAll("acme-shop");
        clock.turn(Duration.ofMinutes(31));

        host.integrations.run(ShopHost.stream());
        host.integrations.run(ShopHost.stream());

        assertThat(host.stored().connection().state()).isEqualTo(ConnectionState.UNAUTHORIZED);
        assertThat(host.kinds())
                .filteredOn(EventKind.REAUTHORIZATION_NEEDED::equals)
                .hasSize(1);
        assertThat(host.integrations.health().diagnose(ADA, KEY).toString()).contains("UNAUTHORIZED");

        assertThat(connect(ADA, "acme-shop").isConnected()).isTrue();
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void afterARestoreWhoMustReconnectIsListed() {
        connect(ADA, "acme-shop");
        assertThat(host.integrations.tenants().restored(ShopHost.OPERATOR).mustReconnect())
                .isEmpty();
        server.revokeAll("acme-shop");
        clock.turn(Duration.ofMinutes(31));

        RestoreReport report = host.integrations.tenants().restored(ShopHost.OPERATOR);

        assertThat(report.checked()).isEqualTo(1);
        assertThat(report.mustReconnect()).containsExactly(KEY);
    }

    @Test
    void anotherAccountIsRefusedAndTheFormerOneGoesOn() {
        connect(ADA, "acme-shop");

        assertThat(connect(ADA, "somebody-else").status()).isEqualTo(ConnectionOutcome.Status.OTHER_ACCOUNT);

        assertThat(host.stored().connection().account()).contains("acme-shop");
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aStateIsGoodOnceForItsActorAndItsTenant() {
        URI address = host.integrations.oauth().begin(ADA, KEY, OAuthConnections.Begin.at(BACK, WORK));
        Map<String, String> answer = server.agree(address, "acme-shop");

        assertThat(host.integrations
                        .oauth()
                        .complete(ADA, ShopHost.GLOBEX, answer, WORK)
                        .status())
                .isEqualTo(ConnectionOutcome.Status.STATE_UNKNOWN);
        assertThat(host.integrations.oauth().complete(ADA, ACME, answer, WORK).isConnected())
                .isTrue();
        assertThat(host.integrations.oauth().complete(ADA, ACME, answer, WORK).status())
                .isEqualTo(ConnectionOutcome.Status.STATE_UNKNOWN);
        URI late = host.integrations.oauth().begin(ADA, KEY, OAuthConnections.Begin.at(BACK, WORK));
        clock.turn(Duration.ofMinutes(10));
        assertThat(host.integrations
                        .oauth()
                        .complete(ADA, ACME, server.agree(late, "acme-shop"), WORK)
                        .status())
                .isEqualTo(ConnectionOutcome.Status.STATE_EXPIRED);
    }

    @Test
    void disconnectingRevokesThereErasesHereAndIsAState() {
        connect(ADA, "acme-shop");

        assertThat(host.integrations.oauth().disconnect(ADA, KEY, WORK)).isTrue();

        assertThat(host.stored().connection().state()).isEqualTo(ConnectionState.DISCONNECTED);
        assertThat(host.stored().connection().account()).isEmpty();
        assertThat(host.store.<Integer>inTransaction(
                        unit -> host.store.credentials().list(unit, KEY).size()))
                .isZero();
        assertThat(host.kinds()).contains(EventKind.APP_DISCONNECTED);
    }

    @Test
    void onlyOwnersAndAdministratorsTouchAccounts() {
        Actor user = Actor.of("user");
        host.connectors().share(Actor.SYSTEM, KEY, user, Optional.of(Share.USE));

        for (Actor actor : List.of(user, Actor.of("stranger"), ShopHost.OPERATOR)) {
            refused(
                    ErrorCode.UNKNOWN_CONNECTOR,
                    () -> host.integrations.oauth().begin(actor, KEY, OAuthConnections.Begin.at(BACK, WORK)));
            refused(ErrorCode.UNKNOWN_CONNECTOR, () -> host.integrations.oauth().disconnect(actor, KEY, WORK));
            AuditEntry.Act last = host.integrations
                    .audit()
                    .list(ADA, ACME, Long.MAX_VALUE, 1)
                    .get(0)
                    .act();
            assertThat(last.outcome()).isEqualTo(AuditEntry.Outcome.DENIED);
            assertThat(last.action()).isEqualTo(AuditAction.ACCOUNT_DISCONNECTED);
        }
    }

    @Test
    void noTokenStandsInLogAuditOrEvents() {
        connect(ADA, "acme-shop");
        host.integrations.run(ShopHost.stream());
        List<String> tokens = host.shop.used.stream()
                .map(set -> set.require("token").reveal())
                .toList();
        List<IntegrationLogEntry> calls =
                host.integrations.inspection(Actor.SYSTEM).calls(KEY, LogWindow.latest(50));

        String seen = calls
                + host.integrations.audit().list(ADA, ACME, Long.MAX_VALUE, 50).toString()
                + host.told
                + host.stored()
                + host.shop.used;

        assertThat(tokens).isNotEmpty().allSatisfy(token -> assertThat(seen).doesNotContain(token));
    }
}
