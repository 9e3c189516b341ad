/** The adapter for HubSpot. */
module dev.integrationsdk.adapters.hubspot {
    requires static transitive org.jspecify;
    requires transitive dev.integrationsdk.core;
    requires dev.integrationsdk.http;

    exports dev.integrationsdk.adapters.hubspot;

    provides dev.integrationsdk.spi.ConnectorProvider with
            dev.integrationsdk.adapters.hubspot.HubSpotConnectorProvider;
}
