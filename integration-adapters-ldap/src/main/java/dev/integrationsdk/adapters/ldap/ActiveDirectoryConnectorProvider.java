package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;

/**
 * The variant {@code active-directory}: like {@link LdapConnectorProvider}, but it never takes the directory for another
 * product, even where a proxy hides what it is. Immutable.
 */
public final class ActiveDirectoryConnectorProvider implements ConnectorProvider {
    private static final ConnectorDescriptor DESCRIPTOR =
            LdapDescriptors.of("active-directory", "Active Directory", ServerKind.ACTIVE_DIRECTORY.setting());

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new LdapConnector(LdapSettings.read(context), context);
    }
}
