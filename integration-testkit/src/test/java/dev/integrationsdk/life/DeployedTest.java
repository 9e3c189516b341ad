package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.connector.EffectiveConnector;
import dev.integrationsdk.connector.FieldOrigin;
import dev.integrationsdk.health.Obstacle;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.life.ConnectorLifeTest.refused;
import static dev.integrationsdk.life.ShopHost.ADA;
import static dev.integrationsdk.life.ShopHost.KEY;
import static dev.integrationsdk.life.ShopHost.config;
import static org.assertj.core.api.Assertions.assertThat;

class DeployedTest {
    private static ShopHost host(Map<String, String> environment) {
        return new ShopHost(builder -> builder.deployment(Deployment.none().withEnvironment(environment)));
    }

    @Test
    void theEnvironmentGoesBeforeTheDatabaseKeyByKeyAndWhatCameFromWhereIsVisible() {
        try (ShopHost host = host(Map.of(
                "INTEGRATION_CONNECTORS", "acme/web=shop",
                "INTEGRATION_ACME_WEB_SETTINGS_BASE_URL", "https://proxy.example.com"))) {
            host.enabled();
            host.shop.urls.clear();

            host.integrations.run(ShopHost.stream());

            assertThat(host.shop.urls).containsOnly("https://proxy.example.com");
            EffectiveConnector effective = host.connectors().effective(ADA, KEY);
            assertThat(effective.overlaid()).containsOnly(Map.entry("settings.base-url", FieldOrigin.ENVIRONMENT));
            assertThat(effective.origins())
                    .containsEntry("name", FieldOrigin.DATABASE)
                    .containsEntry("settings.page-size", FieldOrigin.DEFAULT);
            assertThat(host.stored().current().config()).isEqualTo(config());
        }
    }

    @Test
    void anAirGappedDeploymentRunsOnTheEnvironmentAlone() {
        try (ShopHost host = host(Map.of(
                "INTEGRATION_CONNECTORS", "acme/web=shop",
                "INTEGRATION_ACME_WEB_SETTINGS_BASE_URL", "https://inside.example.com",
                "INTEGRATION_ACME_WEB_CREDENTIALS_TOKEN", "env:ACME_TOKEN"))) {
            host.variables.put("ACME_TOKEN", "from the environment");

            assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);

            assertThat(host.shop.used)
                    .extracting(set -> set.require("token").reveal())
                    .containsExactly("from the environment");
            assertThat(host.integrations.health().diagnose(Actor.SYSTEM, KEY)).isEmpty();
            refused(ErrorCode.UNKNOWN_CONNECTOR, () -> host.connectors().effective(Actor.of("stranger"), KEY));
        }
    }

    @Test
    void aVariableThatMeansNothingIsAnObstacleAndOneThatCannotBeReadIsRefused() {
        try (ShopHost host = host(Map.of(
                "INTEGRATION_CONNECTORS", "acme/web=shop",
                "INTEGRATION_ACME_WEB_SETTINGS_BASE_URL", "https://inside.example.com",
                "INTEGRATION_ACME_WEB_SETINGS_REGION", "eu"))) {
            assertThat(host.integrations.health().diagnose(Actor.SYSTEM, KEY))
                    .extracting(Obstacle::message)
                    .singleElement()
                    .asString()
                    .contains("INTEGRATION_ACME_WEB_SETINGS_REGION");
        }
        try (ShopHost host = host(
                Map.of("INTEGRATION_CONNECTORS", "acme/web=shop", "INTEGRATION_ACME_WEB_POLL_INTERVAL", "often"))) {
            refused(ErrorCode.INVALID_CONFIGURATION, () -> host.integrations.run(ShopHost.stream()));
        }
    }

    @Test
    void theModeOfTheDeploymentChoosesTheVariantAndTheConnectorMayChooseAnother() {
        Shop onPremise = new Shop("on-premise");
        try (ShopHost host = new ShopHost(builder -> builder.adapter(onPremise)
                .deployment(Deployment.none().withEnvironment(Map.of("INTEGRATION_MODE", "on-premise"))))) {
            host.created();
            assertThat(onPremise.calls).hasValueGreaterThan(0);
            assertThat(host.shop.calls).hasValue(0);

            ConnectorConfig other = config().toBuilder().variant("default").build();
            host.connectors().update(ADA, other, 1);
            assertThat(host.shop.calls).hasValueGreaterThan(0);

            ConnectorConfig unknown = config().toBuilder().variant("moon").build();
            assertThat(host.connectors().validate(ADA, unknown))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.key()).isEqualTo("variant"));
        }
    }

    @Test
    void aListOfConnectorsThatCannotBeReadIsRefusedWhenTheLibraryIsBuilt() {
        refused(
                ErrorCode.INVALID_CONFIGURATION,
                () -> host(Map.of("INTEGRATION_CONNECTORS", "acme/web")).close());
    }

    @Test
    void whatTheDeploymentWritesWronglyIsAnObstacleForWhoMaySeeTheConnectorAndForNobodyElse() {
        try (ShopHost host = new ShopHost()) {
            host.enabled();
            Deployment wrong = Deployment.none()
                    .withEnvironment(Map.of(
                            "INTEGRATION_CONNECTORS", "acme/web=shop",
                            "INTEGRATION_ACME_WEB_POLL_INTERVAL", "now and then"));
            try (Integrations deployed = Integrations.builder(host.store, host.store)
                    .adapter(host.shop)
                    .deployment(wrong)
                    .encryptionKeys(ShopHost.keys())
                    .build()) {
                assertThat(deployed.health().diagnose(ADA, KEY)).singleElement().satisfies(obstacle -> {
                    assertThat(obstacle.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                    assertThat(obstacle.message()).contains("poll-interval");
                });
                refused(ErrorCode.INVALID_CONFIGURATION, () -> deployed.health().status(ADA, KEY));
                refused(ErrorCode.UNKNOWN_CONNECTOR, () -> deployed.health().diagnose(Actor.of("stranger"), KEY));
            }
        }
    }
}
