package dev.integrationsdk.credential;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EnvironmentSecretsTest {
    private static final TenantId ACME = TenantId.of("acme");
    private static final SecretOwner ACMES = SecretOwner.of(ACME, ConnectorId.of("crm"));
    private static final SecretOwner GLOBEX = SecretOwner.of(TenantId.of("globex"), ConnectorId.of("crm"));

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "ACME_TOKEN", "acme-canary", "SHARED", "shared-canary", "MASTER_KEY", "master-canary", "EMPTY", " "));
    private final EnvironmentSecrets secrets = EnvironmentSecrets.builder()
            .allow(ACME, "ACME_TOKEN", "EMPTY", "MISSING")
            .allowAllTenants("SHARED")
            .allowOperator("MASTER_KEY")
            .environment(environment::get)
            .build();

    @Test
    void tenantReadsWhatItIsAllowedAndNobodyElseDoes() {
        assertThat(read(ACMES, "ACME_TOKEN")).isEqualTo(Secret.of("acme-canary"));
        assertRefused(GLOBEX, "ACME_TOKEN", "not allowed");
        assertRefused(SecretOwner.operator(), "ACME_TOKEN", "not allowed");
    }

    @Test
    void everyTenantReadsWhatAllAreAllowed() {
        assertThat(read(GLOBEX, "SHARED")).isEqualTo(Secret.of("shared-canary"));
    }

    @Test
    void operatorsOwnIsReadByNoTenant() {
        assertThat(read(SecretOwner.operator(), "MASTER_KEY")).isEqualTo(Secret.of("master-canary"));
        assertRefused(ACMES, "MASTER_KEY", "not allowed");
    }

    @Test
    void whatNobodyAllowedIsRefusedWhetherItIsThereOrNot() {
        environment.put("PATH_CANARY", "canary");
        assertRefused(ACMES, "PATH_CANARY", "not allowed");
        assertRefused(ACMES, "path_canary", "not allowed");
    }

    @Test
    void missingOrEmptyOneIsRefused() {
        assertRefused(ACMES, "MISSING", "not set");
        assertRefused(ACMES, "EMPTY", "empty");
    }

    @Test
    void rotatedOneIsSeenAtOnce() {
        read(ACMES, "ACME_TOKEN");
        environment.put("ACME_TOKEN", "renewed");
        assertThat(read(ACMES, "ACME_TOKEN")).isEqualTo(Secret.of("renewed"));
    }

    private Secret read(SecretOwner whose, String name) {
        return secrets.resolve(whose, new SecretReference("env", name));
    }

    private void assertRefused(SecretOwner whose, String name, String reason) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> read(whose, name))
                .withMessageContaining(name)
                .withMessageContaining(reason)
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                    assertThat(refusal.getMessage()).doesNotContain("-canary");
                });
    }
}
