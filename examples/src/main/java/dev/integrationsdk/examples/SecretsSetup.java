package dev.integrationsdk.examples;

import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.FileSecrets;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.SecretResolver;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** What an operator decides about secrets. */
final class SecretsSetup {
    private SecretsSetup() {}

    // tag::secrets[]
    static Secrets secrets(Map<String, String> environment, Path mounted, SecretResolver vault) {
        EnvironmentSecrets variables = EnvironmentSecrets.builder()
                .allow(TenantId.of("acme"), "ACME_CRM_TOKEN")
                .allowOperator("CREDENTIAL_KEY_2026_01", "CREDENTIAL_KEY_2026_11", "CRM_CLIENT_SECRET")
                .environment(environment::get)
                .build();
        FileSecrets files = FileSecrets.builder().tenantsBelow(mounted).build();
        return Secrets.of(variables, files, vault);
    }
    // end::secrets[]

    // tag::keys[]
    static EncryptionKeys keys(Secrets secrets) {
        return EncryptionKeys.builder()
                .key("2026-01", SecretReference.parse("env:CREDENTIAL_KEY_2026_01"), secrets)
                .key("2026-11", SecretReference.parse("env:CREDENTIAL_KEY_2026_11"), secrets)
                .primary("2026-11")
                .build();
    }
    // end::keys[]

    // tag::apps[]
    static OAuthApps apps() {
        return OAuthApps.builder()
                .app(SystemCode.of("hubspot"), "my-client-id", SecretReference.parse("env:CRM_CLIENT_SECRET"))
                .redirectUri(URI.create("https://app.example.com/oauth/back"))
                .build();
    }
    // end::apps[]
}
