package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.call.CircuitState;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.health.Obstacle;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.store.LogWindow;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.life.ConnectorLifeTest.refused;
import static dev.integrationsdk.life.ShopHost.ADA;
import static dev.integrationsdk.life.ShopHost.KEY;
import static dev.integrationsdk.life.ShopHost.config;
import static org.assertj.core.api.Assertions.assertThat;

class ConnectionTest {
    private final ShopHost host = new ShopHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aRunMovesTheConnectionAndEachMoveIsAnEventOnce() {
        host.enabled();
        host.told.clear();
        host.shop.failure = ErrorCode.NETWORK_FAILED;
        host.integrations.run(ShopHost.stream());
        host.integrations.run(ShopHost.stream());
        assertThat(host.stored().connection().state()).isEqualTo(ConnectionState.ERROR);

        host.shop.failure = null;
        host.integrations.run(ShopHost.stream());

        assertThat(host.stored().connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(host.kinds())
                .containsExactly(EventKind.INTEGRATION_FAILED, EventKind.APP_CONNECTED, EventKind.DATA_SYNCED);
        assertThat(host.kept).extracting(event -> event.kind()).containsSubsequence(host.kinds());
    }

    @Test
    void refusedCredentialsPauseTheirDirectionUntilACheckFindsThemGood() {
        host.enabled();
        host.shop.failure = ErrorCode.AUTHENTICATION_FAILED;
        host.integrations.run(ShopHost.stream());
        Connection refused = host.stored().connection();
        assertThat(refused.state()).isEqualTo(ConnectionState.UNAUTHORIZED);
        assertThat(refused.pauses()).containsOnlyKeys(Direction.PULL);

        int calls = host.shop.calls.get();
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SKIPPED);
        assertThat(host.shop.calls).as("nothing is sent while it is paused").hasValue(calls);

        host.shop.failure = null;
        ConnectorHealth health = host.integrations.health().check(ADA, KEY);

        assertThat(health.connection().orElseThrow().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void whatAPersonHasPausedNoCheckLetsGoOn() {
        host.enabled();
        host.integrations.connectors().pause(ADA, KEY, Direction.PULL, "stocktaking");

        host.integrations.health().check(ADA, KEY);

        Pause pause = host.stored().connection().pauses().get(Direction.PULL);
        assertThat(pause).isNotNull();
        assertThat(host.integrations
                        .run(ShopHost.stream())
                        .failure()
                        .orElseThrow()
                        .message())
                .contains("stocktaking", "ada");
        host.integrations.connectors().resume(ADA, KEY, Direction.PULL);
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void eachDirectionHasASwitchOfItsOwn() {
        host.enabled();
        host.integrations
                .connectors()
                .update(
                        ADA,
                        config().toBuilder().directions(Set.of(Direction.PUSH)).build(),
                        2);

        assertThat(host.integrations
                        .run(ShopHost.stream())
                        .failure()
                        .orElseThrow()
                        .message())
                .contains("PULL", "switched off");
    }

    @Test
    void dueChecksGoToTheOldestFirstAndToNobodyTwice() {
        host.enabled();
        assertThat(host.integrations.health().checkDue(Duration.ofMinutes(5), 10))
                .isEmpty();
        host.clock.turn(Duration.ofMinutes(6));
        host.shop.failure = ErrorCode.SERVICE_UNAVAILABLE;

        List<ConnectorHealth> checked = host.integrations.health().checkDue(Duration.ofMinutes(5), 10);

        assertThat(checked).singleElement().satisfies(health -> {
            assertThat(health.connection().orElseThrow().cause()).contains(ErrorCode.SERVICE_UNAVAILABLE);
            assertThat(health.connection().orElseThrow().since()).isEqualTo(host.clock.instant());
        });
        assertThat(host.integrations.health().checkDue(Duration.ofMinutes(5), 10))
                .isEmpty();
    }

    @Test
    void freshnessIsOfEachStream() {
        host.enabled();
        host.integrations.run(ShopHost.stream());
        host.clock.turn(Duration.ofHours(3));

        ConnectorHealth status = host.integrations.health().status(ADA, KEY);

        assertThat(status.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.stream()).isEqualTo(ShopHost.stream());
            assertThat(stream.age()).isEqualTo(Duration.ofHours(3));
            assertThat(stream.lastRun().orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        });
    }

    @Test
    void aHealthyConnectorHasNoObstaclesAndASickOneHasAllOfThemOnce() {
        host.enabled();
        host.integrations.run(ShopHost.stream());
        assertThat(host.integrations.health().diagnose(ADA, KEY)).isEmpty();

        host.shop.failure = ErrorCode.AUTHENTICATION_FAILED;
        host.integrations.run(ShopHost.stream());
        host.integrations.connectors().pause(ADA, KEY, Direction.PUSH, "stocktaking");
        List<Obstacle> obstacles = host.integrations.health().diagnose(ADA, KEY);

        assertThat(obstacles)
                .extracting(Obstacle::code)
                .containsExactly(ErrorCode.SWITCHED_OFF, ErrorCode.AUTHENTICATION_FAILED);
        assertThat(obstacles.toString()).contains("stocktaking", "UNAUTHORIZED since");
    }

    @Test
    void aCheckReadsOneRecordOfEachEntityTypeThatSomebodyApplies() {
        host.shop.furtherTypes = List.of(EntityType.of("refund"), EntityType.of("nobodys"));
        try (Integrations both = Integrations.builder(host.store, host.store)
                .adapter(host.shop)
                .handler(Shop.SYSTEM, EntityType.of("refund"), (changes, unit) -> Answers.allApplied())
                .handler(Shop.SYSTEM, Shop.ORDER, (changes, unit) -> Answers.allApplied())
                .encryptionKeys(ShopHost.keys())
                .build()) {
            ConnectorCheck check = both.connectors().check(Actor.SYSTEM, config());

            assertThat(check.findings())
                    .filteredOn(finding -> finding.subject().equals("read one record"))
                    .extracting(finding -> finding.entityType().orElseThrow())
                    .containsExactlyInAnyOrder(Shop.ORDER, EntityType.of("refund"));
        }
        try (Integrations nobody = Integrations.builder(host.store, host.store)
                .adapter(host.shop)
                .encryptionKeys(ShopHost.keys())
                .build()) {
            assertThat(nobody.connectors().check(Actor.SYSTEM, config()).findings())
                    .filteredOn(finding -> finding.subject().equals("read one record"))
                    .hasSize(1);
        }
    }

    @Test
    void theUseOfEachLimitIsReadAndAUsedUpOneIsAnObstacle() {
        host.connectors()
                .create(
                        ADA,
                        config().toBuilder()
                                .limits(CallLimits.ofDefaults()
                                        .withRates(List.of(new RateLimit(1_000, Duration.ofDays(1))))
                                        .withCircuit(2, Duration.ofMinutes(5)))
                                .build());
        host.connectors().enable(ADA, KEY);
        assertThat(host.integrations.health().calls(ADA, KEY).limits())
                .singleElement()
                .satisfies(use -> assertThat(use.limit().requests()).isEqualTo(1_000));

        host.shop.failure = ErrorCode.SERVICE_UNAVAILABLE;
        host.integrations.run(ShopHost.stream());
        host.integrations.run(ShopHost.stream());

        assertThat(host.integrations.health().calls(ADA, KEY).circuit()).isEqualTo(CircuitState.OPEN);
        assertThat(host.integrations.health().diagnose(ADA, KEY))
                .extracting(Obstacle::code)
                .contains(ErrorCode.CIRCUIT_OPEN);
    }

    @Test
    void theTraceOfOnePieceOfWorkShowsWhatTheActorMaySeeAndNothingElse() {
        host.enabled();
        CorrelationId work = new CorrelationId("order-7");
        host.integrations.run(RunRequest.of(ShopHost.stream()).withCorrelationId(work));
        LogWindow latest = LogWindow.latest(9);

        assertThat(host.integrations.inspection(ADA).trace(KEY.tenant(), work, latest))
                .hasSize(1);
        assertThat(host.integrations.inspection(Actor.of("stranger")).trace(KEY.tenant(), work, latest))
                .isEmpty();
        refused(
                ErrorCode.UNKNOWN_CONNECTOR,
                () -> host.integrations.inspection(Actor.of("stranger")).calls(KEY, latest));
    }

    @Test
    void aDisabledConnectorIsNotChecked() {
        host.created();
        int calls = host.shop.calls.get();

        refused(ErrorCode.SWITCHED_OFF, () -> host.integrations.health().check(ADA, KEY));

        assertThat(host.shop.calls).hasValue(calls);
        assertThat(host.integrations.health().diagnose(Actor.SYSTEM, KEY))
                .extracting(Obstacle::message)
                .containsExactly("connector acme/web: it is turned off");
    }
}
