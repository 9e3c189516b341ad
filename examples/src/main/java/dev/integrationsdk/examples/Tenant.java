package dev.integrationsdk.examples;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;

/**
 * A customer of the host, and what it gave the host to reach one of its systems. Printable: it hands its secrets to
 * nobody but the library and a child process.
 */
record Tenant(TenantId id, ConnectorConfig connector, CredentialSet credentials) {
    static Tenant hubSpot(String tenant, String baseUrl, String token, boolean onPremise) {
        TenantId id = TenantId.of(tenant);
        ConnectorConfig config = ConnectorConfig.of(id, ConnectorId.of("hubspot"), HostTable.HUBSPOT)
                .withSetting("base-url", baseUrl);
        return new Tenant(id, onPremise ? config.onPremise() : config, CredentialSet.token(token));
    }

    static Tenant directory(String tenant, Ldap ldap) {
        TenantId id = TenantId.of(tenant);
        ConnectorConfig config = ConnectorConfig.of(id, ConnectorId.of("directory"), HostTable.LDAP)
                .withSetting("url", ldap.url())
                .withSetting("base-dn", ldap.baseDn());
        if (ldap.plain()) {
            config = config.withSetting("start-tls", "false").withSetting("allow-plain", "true");
        }
        return new Tenant(id, config.onPremise(), CredentialSet.userAndPassword(ldap.bindDn(), ldap.password()));
    }

    /**
     * How to reach a directory.
     *
     * @param plain without encryption: for a simulator on this machine only
     */
    record Ldap(String url, String baseDn, String bindDn, String password, boolean plain) {}
}
