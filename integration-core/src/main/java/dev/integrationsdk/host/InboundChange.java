package dev.integrationsdk.host;

import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One change that a handler is to apply, after the engine has decided whose row it is. Built by the engine. */
public interface InboundChange {
    /** Tenant, connector and entity type. */
    EntityScope scope();

    ChangeKind kind();

    /** The record over there; of a new key the new one. */
    ExternalId externalId();

    /**
     * The row's identity here: known, adopted, or reserved for a new one. In SHARED a reserved id that was rolled back is
     * never seen again: the replay has another one, and nothing of the former was kept. In SEPARATE the replay has the
     * same one.
     */
    UUID internalId();

    /**
     * Whether the internal id was made for this record and it is not known that a row of it was written. In SHARED no row
     * can exist yet; in SEPARATE one does if this is a replay.
     */
    boolean isNew();

    /** Whether a person has approved a change that the handler had held back: see {@link Answers#held}. */
    boolean isApproved();

    /** After the field mapping; empty unless the kind is {@link ChangeKind#UPSERTED}. */
    Attributes attributes();

    /** The internal id of the record that a merged one went into, where that is known here. */
    Optional<UUID> survivor();

    /** When the record last changed, by the remote's clock. */
    Optional<Instant> modifiedAt();

    /** Equal for a replay of the same change, different for anything else: 32 hexadecimal digits. */
    String deliveryId();
}
