package dev.integrationsdk.internal.sync;

import dev.integrationsdk.mapping.UnknownValue;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change after all that needs no database. Immutable.
 *
 * @param change as the adapter gave it
 * @param mapped in the host's shape; empty unless it was upserted
 * @param hash of what was mapped
 * @param problem why it could not be mapped
 * @param unknown values that the field mapping did not know
 */
record PreparedChange(
        Change change,
        Attributes mapped,
        ContentHash hash,
        Optional<IntegrationException> problem,
        List<UnknownValue> unknown) {
    /** Of a change that carries no values. */
    static PreparedChange without(Change change, Optional<IntegrationException> problem) {
        return new PreparedChange(change, Attributes.empty(), ContentHash.NONE, problem, List.of());
    }

    ExternalId externalId() {
        return change.externalId();
    }

    Optional<Instant> modifiedAt() {
        return change instanceof Change.Upserted upserted ? upserted.record().modifiedAt() : Optional.empty();
    }

    Optional<String> version() {
        return change instanceof Change.Upserted upserted ? upserted.record().version() : Optional.empty();
    }
}
