package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.integrationsdk.life.ConnectorLifeTest.refused;
import static dev.integrationsdk.life.ShopHost.ADA;
import static dev.integrationsdk.life.ShopHost.KEY;
import static dev.integrationsdk.life.ShopHost.config;
import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {
    private final ShopHost host = new ShopHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aReferenceIsResolvedForEveryCallSoThatARotatedSecretIsSeen() {
        host.variables.put("ACME_TOKEN", "first");
        ConnectorConfig config =
                config().toBuilder().credential("token", "env:ACME_TOKEN").build();
        host.connectors().create(ADA, config);
        host.connectors().enable(ADA, KEY);
        host.integrations.run(ShopHost.stream());

        host.variables.put("ACME_TOKEN", "second");
        host.integrations.run(ShopHost.stream());

        assertThat(host.shop.used)
                .extracting(set -> set.require("token").reveal())
                .containsExactly("first", "first", "second");
    }

    @Test
    void aReferenceIsCheckedWhenTheConnectorIsCreated() {
        ConnectorConfig missing =
                config().toBuilder().credential("token", "env:ACME_TOKEN").build();

        assertThat(host.connectors().validate(ADA, missing))
                .extracting(SettingProblem::key)
                .containsExactly("pull.credentials.token", "push.credentials.token");
        refused(ErrorCode.INVALID_CONFIGURATION, () -> host.connectors().create(ADA, missing));
    }

    @Test
    void noTenantReadsTheSecretOfAnotherOne() {
        host.variables.put("ACME_TOKEN", "first");
        ConnectorKey globex = new ConnectorKey(ShopHost.GLOBEX, ConnectorId.of("web"));
        ConnectorConfig greedy =
                config(globex).toBuilder().credential("token", "env:ACME_TOKEN").build();

        assertThat(host.connectors().validate(ShopHost.administrator(ShopHost.GLOBEX), greedy))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("first"));
    }

    @ParameterizedTest
    @CsvSource({
        "region, pat-eu1-0123abcd-0123-4567-89ab-0123456789ab",
        "password, hunter2hunter2",
        "region, env:ACME_TOKEN",
        "region, file:/proc/self/environ"
    })
    void rawSecretsAndReferencesAreRefusedInSettingsAndNotRepeated(String key, String value) {
        List<SettingProblem> problems = host.connectors().validate(ADA, config().withSetting(key, value));

        assertThat(problems).extracting(SettingProblem::key).contains("settings." + key);
        assertThat(problems.toString()).doesNotContain(value);
    }

    @Test
    void eachDirectionHasSecretsOfItsOwn() {
        host.variables.put("ACME_TOKEN", "for pulling");
        host.connectors()
                .create(
                        ADA,
                        config().toBuilder()
                                .credential(Direction.PULL, "token", "env:ACME_TOKEN")
                                .build());

        assertThat(host.stored().current().config().credentials(Direction.PUSH)).isEmpty();
        assertThat(host.shop.used)
                .extracting(set -> set.require("token").reveal())
                .containsExactly("for pulling");
    }

    @Test
    void keptSecretsAreUsedAtOnceAndErasedWithTheConnector() {
        host.enabled();
        host.integrations.keptCredentials().put(ADA, KEY, Direction.PULL, Map.of("token", Secret.of("kept")));
        host.shop.used.clear();

        host.integrations.run(ShopHost.stream());

        assertThat(host.shop.used)
                .extracting(set -> set.require("token").reveal())
                .containsExactly("kept");
        host.connectors().delete(ADA, KEY);
        assertThat(host.store.<Integer>inTransaction(
                        unit -> host.store.credentials().list(unit, KEY).size()))
                .isZero();
    }

    @Test
    void aConnectorIsCreatedBeforeItsSecretsAndRunsOnceItHasThem() {
        host.shop.needsToken = true;
        host.enabled();
        assertThat(host.stored().connection().state()).isEqualTo(ConnectionState.PENDING);
        host.integrations.run(ShopHost.stream());
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SKIPPED);

        host.integrations.keptCredentials().put(ADA, KEY, Direction.PULL, Map.of("token", Secret.of("kept")));

        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.stored().connection().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void keysAreRotatedAndAProcessWithoutTheKeyRefusesToStart() {
        host.enabled();
        host.integrations.keptCredentials().put(ADA, KEY, Direction.PULL, Map.of("token", Secret.of("kept")));
        EncryptionKeys other = EncryptionKeys.builder()
                .key("k2", new byte[] {
                    7, 41, 22, -93, 64, 1, 90, 33, -8, 77, 120, 5, 62, -17, 84, 29, 11, -70, 99, 3, 48, 66, -31, 102,
                    15, 58, -44, 91, 37, 73, -120, 8
                })
                .primary("k2")
                .build();

        refused(
                ErrorCode.CREDENTIALS_UNREADABLE,
                () -> Integrations.builder(host.store, host.store)
                        .encryptionKeys(other)
                        .build());
        refused(
                ErrorCode.CREDENTIALS_UNREADABLE,
                () -> Integrations.builder(host.store, host.store).build());
        assertThat(host.integrations
                        .keptCredentials()
                        .rotate(ShopHost.OPERATOR, report -> {})
                        .complete())
                .isTrue();
    }
}
