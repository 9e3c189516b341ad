package dev.integrationsdk.host;

import dev.integrationsdk.spi.record.Attributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the host's rows as it is now. Immutable.
 *
 * @param attributes in the host's shape, under the names that the field mapping gives the host's fields
 * @param modifiedAt when the host last changed it of its own accord, by its clock: what a handler writes is the remote's
 *     change and not the host's; where it is empty, nobody can say which side is newer
 */
public record HostRecord(Attributes attributes, Optional<Instant> modifiedAt) {
    public HostRecord {
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(modifiedAt, "modifiedAt");
    }

    /** A row whose time of change is not known. */
    public static HostRecord of(Attributes attributes) {
        return new HostRecord(attributes, Optional.empty());
    }
}
