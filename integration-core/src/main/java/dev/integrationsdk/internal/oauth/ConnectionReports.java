package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.util.Optional;

/** Is told what becomes of a connection: within the transaction, and after it is stored. Thread-safe. */
public interface ConnectionReports {
    /** Tells nobody. */
    ConnectionReports NONE = new ConnectionReports() {};

    /** In the transaction that keeps the pending attempt. */
    default void beginning(UnitOfWork unit, ConnectorKey connector, By by) {}

    /** In the transaction that stores the tokens. */
    default void connecting(UnitOfWork unit, ConnectorKey connector, By by, Optional<String> account) {}

    /** In the transaction that erases the tokens. */
    default void disconnecting(UnitOfWork unit, ConnectorKey connector, By by) {}

    default void connected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {}

    default void disconnected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {}

    /** Once for each connection, by the one process that stored it. */
    default void reauthorizationRequired(ConnectorKey connector, CorrelationId correlationId) {}
}
