package dev.integrationsdk.spi.record;

import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record as it stands in the external system. Immutable; the {@code with} methods return a changed copy. */
public final class ExternalRecord {
    private final ExternalId externalId;
    private final Attributes attributes;
    private final @Nullable String version;
    private final @Nullable Instant modifiedAt;

    private ExternalRecord(
            ExternalId externalId, Attributes attributes, @Nullable String version, @Nullable Instant modifiedAt) {
        this.externalId = Objects.requireNonNull(externalId, "externalId");
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        this.version = version;
        this.modifiedAt = modifiedAt;
    }

    public static ExternalRecord of(ExternalId externalId, Attributes attributes) {
        return new ExternalRecord(externalId, attributes, null, null);
    }

    /** The remote's own mark of this state, such as an entity tag or a change number; at most 256 characters. */
    public ExternalRecord withVersion(String remoteVersion) {
        if (remoteVersion.length() > 256) {
            throw new IllegalArgumentException("version must have at most 256 characters");
        }
        return new ExternalRecord(externalId, attributes, remoteVersion, modifiedAt);
    }

    /** When the record last changed, by the remote's clock. A state older than the one already applied is skipped. */
    public ExternalRecord withModifiedAt(Instant remoteInstant) {
        return new ExternalRecord(externalId, attributes, version, remoteInstant);
    }

    public ExternalId externalId() {
        return externalId;
    }

    public Attributes attributes() {
        return attributes;
    }

    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    public Optional<Instant> modifiedAt() {
        return Optional.ofNullable(modifiedAt);
    }

    @Override
    public String toString() {
        return "ExternalRecord[" + externalId + ", " + attributes + "]";
    }
}
