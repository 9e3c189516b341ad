package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.RotationReport;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.util.HexFormat;
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
    void cleaningUpAtTheRemoteUsesTheSecretsThatAreKeptForPushing() {
        host.shop.needsToken = true;
        host.enabled();
        host.integrations.keptCredentials().put(ADA, KEY, Direction.PULL, Map.of("token", Secret.of("to read")));
        host.integrations.keptCredentials().put(ADA, KEY, Direction.PUSH, Map.of("token", Secret.of("to write")));

        host.connectors().delete(ADA, KEY);

        assertThat(host.shop.usedToCleanUp)
                .extracting(set -> set.require("token").reveal())
                .containsExactly("to write");
        assertThat(host.shop.cleaned).hasSize(1);
    }

    @Test
    void keysAreRotatedAndAProcessWithoutTheKeyRefusesToStart() {
        host.enabled();
        host.integrations.keptCredentials().put(ADA, KEY, Direction.PULL, Map.of("token", Secret.of("kept")));
        EncryptionKeys.Builder both = EncryptionKeys.builder().key("k1", ShopHost.KEY_BYTES);

        refused(ErrorCode.CREDENTIALS_UNREADABLE, () -> started(secondKeyOf(EncryptionKeys.builder())));
        refused(
                ErrorCode.CREDENTIALS_UNREADABLE,
                () -> Integrations.builder(host.store, host.store).build());
        try (Integrations rotating = started(secondKeyOf(both))) {
            RotationReport report = rotating.keptCredentials().rotate(Actor.SYSTEM, progress -> {});
            assertThat(report.complete()).isTrue();
            assertThat(report.reencrypted()).isEqualTo(1);
        }
        host.shop.used.clear();
        try (Integrations withoutTheFirst = started(secondKeyOf(EncryptionKeys.builder()))) {
            withoutTheFirst.run(ShopHost.stream());
        }

        assertThat(host.shop.used)
                .extracting(set -> set.require("token").reveal())
                .containsExactly("kept");
        refused(
                ErrorCode.CREDENTIALS_UNREADABLE,
                () -> started(EncryptionKeys.builder()
                        .key("k1", ShopHost.KEY_BYTES)
                        .primary("k1")
                        .build()));
    }

    private Integrations started(EncryptionKeys keys) {
        return Integrations.builder(host.store, host.store)
                .adapter(host.shop)
                .handler(Shop.SYSTEM, Shop.ORDER, (changes, unit) -> Answers.allApplied())
                .encryptionKeys(keys)
                .clock(host.clock)
                .nanoTime(host.clock::nanoTime)
                .build();
    }

    private static EncryptionKeys secondKeyOf(EncryptionKeys.Builder keys) {
        byte[] second = HexFormat.of().parseHex("b19ad799e221bb02d4e6667b39e84e0e0801d73163b795fbd3e01d96dc1780f5");
        return keys.key("k2", second).primary("k2").build();
    }
}
