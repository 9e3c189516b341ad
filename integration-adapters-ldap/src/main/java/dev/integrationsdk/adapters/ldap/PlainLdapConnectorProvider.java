package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;

/** The variant {@code ldap} for deployments that name it: like {@link LdapConnectorProvider}. Immutable. */
public final class PlainLdapConnectorProvider implements ConnectorProvider {
    private static final ConnectorDescriptor DESCRIPTOR = LdapDescriptors.of("ldap", "LDAP", ServerKind.AUTO);

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new LdapConnector(LdapSettings.read(context), context);
    }
}
