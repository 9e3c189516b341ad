package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;

/** Is told what becomes of a connection, after it is stored. Thread-safe. */
public interface ConnectionReports {
    /** Tells nobody. */
    ConnectionReports NONE = new ConnectionReports() {};

    default void connected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {}

    default void disconnected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {}

    /** Once for each connection, by the one process that stored it. */
    default void reauthorizationRequired(ConnectorKey connector, CorrelationId correlationId) {}
}
