package dev.integrationsdk.internal.ledger;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import org.slf4j.MDC;

/**
 * On whose behalf something is done, and as part of what. Immutable.
 *
 * @param actor who
 * @param correlationId of the work that it belongs to
 */
public record By(Actor actor, CorrelationId correlationId) {
    /** Under the correlation id of the logging context, or a new one if there is none. */
    public static By of(Actor actor) {
        return new By(actor, CorrelationId.ofNullable(MDC.get("correlationId")));
    }
}
