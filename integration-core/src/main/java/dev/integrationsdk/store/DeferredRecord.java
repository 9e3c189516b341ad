package dev.integrationsdk.store;

import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A record that waits until another one of the same connector has its row. Immutable.
 *
 * @param scope where it belongs
 * @param externalId the record
 * @param awaitedType what kind of record it waits for
 * @param awaitedId which one
 * @param since when it began to wait, by the library's clock
 * @param overdue whether it has waited too long, and is a dead letter as well
 * @param runId the run that saw it last
 * @param correlationId of that run
 */
public record DeferredRecord(
        EntityScope scope,
        ExternalId externalId,
        EntityType awaitedType,
        ExternalId awaitedId,
        Instant since,
        boolean overdue,
        UUID runId,
        CorrelationId correlationId) {
    public DeferredRecord {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(externalId, "externalId");
        Objects.requireNonNull(awaitedType, "awaitedType");
        Objects.requireNonNull(awaitedId, "awaitedId");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(correlationId, "correlationId");
    }

    /** Where the record that it waits for belongs. */
    public EntityScope awaitedScope() {
        return new EntityScope(scope.tenant(), scope.connector(), awaitedType);
    }

    /** The same one, after it has waited too long. */
    public DeferredRecord asOverdue() {
        return new DeferredRecord(scope, externalId, awaitedType, awaitedId, since, true, runId, correlationId);
    }
}
