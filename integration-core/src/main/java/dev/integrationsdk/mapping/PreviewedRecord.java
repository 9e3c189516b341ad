package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a field mapping would make of a record. Immutable; {@code toString} prints no values.
 *
 * @param id of the record
 * @param external as the remote sent it
 * @param host in the host's shape; empty if it cannot be mapped
 * @param unknown values that were taken as something harmless
 * @param problem why it cannot be mapped
 */
public record PreviewedRecord(
        ExternalId id,
        Attributes external,
        Optional<Attributes> host,
        List<UnknownValue> unknown,
        Optional<String> problem) {
    public PreviewedRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(external, "external");
        Objects.requireNonNull(host, "host");
        unknown = List.copyOf(unknown);
        Objects.requireNonNull(problem, "problem");
    }
}
