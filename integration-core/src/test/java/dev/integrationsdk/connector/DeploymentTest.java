package dev.integrationsdk.connector;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeploymentTest {
    private static final ConnectorKey CRM = new ConnectorKey(TenantId.of("acme"), ConnectorId.of("crm"));
    private static final List<String> KNOWN = List.of("name", "settings.base-url", "settings.page-size");

    @TempDir
    Path folder;

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        Deployment deployment = file("acme/crm/name=from the file\nacme/crm/settings.page-size=7\n")
                .withEnvironment(
                        Map.of("INTEGRATION_CONNECTORS", "acme/crm=hubspot", "INTEGRATION_ACME_CRM_NAME", "from env"));

        Deployment.Overlay overlay = deployment.overlay(CRM, KNOWN);

        assertThat(overlay.fields()).containsOnly(Map.entry("name", "from env"), Map.entry("settings.page-size", "7"));
        assertThat(overlay.origins())
                .containsOnly(
                        Map.entry("name", FieldOrigin.ENVIRONMENT), Map.entry("settings.page-size", FieldOrigin.FILE));
    }

    private Deployment file(String text) throws IOException {
        return Deployment.none().withFile(Files.writeString(folder.resolve("integrations.properties"), text));
    }

    @Test
    void settingsAndCredentialsAreFoundByTheirNamesInCapitals() {
        Deployment deployment = Deployment.none()
                .withEnvironment(Map.of(
                        "INTEGRATION_CONNECTORS", "acme/crm=hubspot",
                        "INTEGRATION_ACME_CRM_SETTINGS_BASE_URL", "https://x",
                        "INTEGRATION_ACME_CRM_CREDENTIALS_TOKEN", "env:T",
                        "INTEGRATION_ACME_CRM_PUSH_CREDENTIALS_TOKEN", "env:P",
                        "INTEGRATION_ACME_CRM_SETINGS_BASE_URL", "https://typo",
                        "PATH", "/bin"));

        Deployment.Overlay overlay = deployment.overlay(CRM, KNOWN);

        assertThat(overlay.fields())
                .containsOnly(
                        Map.entry("settings.base-url", "https://x"),
                        Map.entry("credentials.token", "env:T"),
                        Map.entry("push.credentials.token", "env:P"));
        assertThat(overlay.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("INTEGRATION_ACME_CRM_SETINGS_BASE_URL"));
        assertThat(deployment.declared()).containsOnly(Map.entry(CRM, SystemCode.of("hubspot")));
    }

    @Test
    void aConnectorThatTheEnvironmentDoesNotNameIsNotReachedByIt() {
        Deployment deployment =
                Deployment.none().withEnvironment(Map.of("INTEGRATION_ACME_CRM_SETTINGS_BASE_URL", "https://x"));

        assertThat(deployment.overlay(CRM, KNOWN).fields()).isEmpty();
        assertThat(deployment.overlay(CRM, KNOWN).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/crm",
                "acme=hubspot",
                "/crm=hubspot",
                "acme/crm=hub spot!",
                "acme/crm=HubSpot!",
                "ac:me/crm=hubspot",
                "acme/c?rm=hubspot",
                "a/b-c=x a-b/c=x",
                "acme/crm=hubspot acme/crm-2=hubspot",
                "acme/crm=hubspot acme/crm-a=hubspot acme/crm-b=hubspot"
            })
    void whatIsWrittenOtherwiseOrCouldBeTakenForAnotherIsRefused(String connectors) {
        Deployment deployment = Deployment.none().withEnvironment(Map.of("INTEGRATION_CONNECTORS", connectors));

        assertThatThrownBy(deployment::declared)
                .isInstanceOfSatisfying(
                        IntegrationException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContaining("INTEGRATION_CONNECTORS");
    }

    @Test
    void aRefusalNamesTheEntryAndWhereItStands() throws IOException {
        Deployment deployment = file("connectors=acme/crm=hubspot acme/directory\n");

        assertThatThrownBy(deployment::declared)
                .hasMessageContaining("connectors of the file")
                .hasMessageContaining("entry 2, 'acme/directory'");
    }

    @Test
    void variantAndModeComeFromEither() throws IOException {
        Deployment deployment = file("mode=cloud\nvariant/ldap=openldap\n")
                .withEnvironment(Map.of("INTEGRATION_VARIANT_LDAP", "active-directory"));

        assertThat(deployment.variant(SystemCode.of("ldap"))).contains("active-directory");
        assertThat(deployment.variant(SystemCode.of("hubspot"))).isEmpty();
        assertThat(deployment.mode()).contains("cloud");
    }

    @Test
    void printingShowsNamesOnly() {
        assertThat(Deployment.none()
                        .withEnvironment(Map.of("INTEGRATION_MODE", "hunter2"))
                        .toString())
                .contains("MODE")
                .doesNotContain("hunter2");
    }
}
