package dev.integrationsdk.internal.call;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.IntegrationLogEntry;
import java.util.Optional;

/**
 * What became of a call. Immutable.
 *
 * @param entry for the integration log
 * @param direction which way it went
 * @param failure why it was not answered
 */
public record EndedCall(IntegrationLogEntry entry, Direction direction, Optional<IntegrationException> failure) {}
