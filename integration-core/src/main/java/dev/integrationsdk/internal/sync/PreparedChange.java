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
 * @param settled why it is not to be applied any more
 * @param waitingSince since when the record has been waiting for another one
 */
record PreparedChange(
        Change change,
        Attributes mapped,
        ContentHash hash,
        Optional<IntegrationException> problem,
        List<UnknownValue> unknown,
        Optional<String> settled,
        Optional<Instant> waitingSince) {
    PreparedChange(
            Change change,
            Attributes mapped,
            ContentHash hash,
            Optional<IntegrationException> problem,
            List<UnknownValue> unknown) {
        this(change, mapped, hash, problem, unknown, Optional.empty(), Optional.empty());
    }

    /** Of a change that carries no values. */
    static PreparedChange without(Change change, Optional<IntegrationException> problem) {
        return new PreparedChange(change, Attributes.empty(), ContentHash.NONE, problem, List.of());
    }

    PreparedChange with(Optional<String> why, Optional<Instant> since) {
        return new PreparedChange(change, mapped, hash, problem, unknown, why, since);
    }

    /** Of what came from the remote, whatever the field mapping makes of it. */
    ContentHash state() {
        return change instanceof Change.Upserted upserted
                ? new ContentHasher().hash(upserted.record().attributes())
                : new ContentHasher().hash(change.getClass().getSimpleName(), change.toString());
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
