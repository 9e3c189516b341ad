package dev.integrationsdk.store;

import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The stored pair of external id and internal id. Immutable; the {@code with} methods return a changed copy.
 *
 * @param externalId the record over there, unique within its scope
 * @param internalId the row here
 * @param status where it stands
 * @param version the remote's mark of the state that was last applied
 * @param modifiedAt when that state was made, by the remote's clock
 * @param contentHash of what was last applied
 * @param changedAt when it was last applied, by the library's clock
 * @param fieldHashes of what both sides last agreed on; none where a stream only pulls
 */
public record RecordMapping(
        ExternalId externalId,
        UUID internalId,
        MappingStatus status,
        Optional<String> version,
        Optional<Instant> modifiedAt,
        ContentHash contentHash,
        Instant changedAt,
        FieldHashes fieldHashes) {
    public RecordMapping {
        Objects.requireNonNull(externalId, "externalId");
        Objects.requireNonNull(internalId, "internalId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(contentHash, "contentHash");
        Objects.requireNonNull(changedAt, "changedAt");
        Objects.requireNonNull(fieldHashes, "fieldHashes");
    }

    /** Of a record that is not compared field by field. */
    public RecordMapping(
            ExternalId externalId,
            UUID internalId,
            MappingStatus status,
            Optional<String> version,
            Optional<Instant> modifiedAt,
            ContentHash contentHash,
            Instant changedAt) {
        this(externalId, internalId, status, version, modifiedAt, contentHash, changedAt, FieldHashes.none());
    }

    public boolean isActive() {
        return status == MappingStatus.ACTIVE;
    }

    /** The same pair with another status. */
    public RecordMapping with(MappingStatus other, UUID row, Instant at) {
        return new RecordMapping(externalId, row, other, version, modifiedAt, contentHash, at, fieldHashes);
    }

    /** The same pair under another external id. */
    public RecordMapping with(ExternalId renamed) {
        return new RecordMapping(renamed, internalId, status, version, modifiedAt, contentHash, changedAt, fieldHashes);
    }

    /** The same pair with these field hashes. */
    public RecordMapping with(FieldHashes agreed) {
        return new RecordMapping(externalId, internalId, status, version, modifiedAt, contentHash, changedAt, agreed);
    }
}
