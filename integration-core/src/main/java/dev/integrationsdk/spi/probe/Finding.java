package dev.integrationsdk.spi.probe;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.Optional;

/**
 * One thing that was looked at. Immutable.
 *
 * @param subject what was looked at, such as {@code reachable} or {@code scope crm.objects.contacts.read}
 * @param entityType where it concerns one type only
 * @param problem empty if it is as it should be
 * @param detail for a person; no secret and no personal data
 */
public record Finding(String subject, Optional<EntityType> entityType, Optional<ErrorCode> problem, String detail) {}
