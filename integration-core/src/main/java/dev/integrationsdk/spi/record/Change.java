package dev.integrationsdk.spi.record;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Objects;

/** What happened to one record over there. Adapters build it; only the engine switches over it. Immutable. */
public sealed interface Change {
    /** The record that changed; of a merge the one that went, of a new key the old one. */
    ExternalId externalId();

    static Change upserted(ExternalRecord record) {
        return new Upserted(record);
    }

    static Change deleted(ExternalId externalId, DeleteKind kind) {
        return new Deleted(externalId, kind);
    }

    /** Why a record is gone. */
    enum DeleteKind {
        DELETED,
        /** Still there, but put away. */
        ARCHIVED,
        /** Still there, but no longer among those this connector reads. */
        OUT_OF_SCOPE
    }

    /** The record exists and looks like this. Whether that is a creation or an update is the mapping's business. */
    record Upserted(ExternalRecord record) implements Change {
        public Upserted {
            Objects.requireNonNull(record, "record");
        }

        @Override
        public ExternalId externalId() {
            return record.externalId();
        }
    }

    /** The record is gone. */
    record Deleted(ExternalId externalId, DeleteKind kind) implements Change {
        public Deleted {
            Objects.requireNonNull(externalId, "externalId");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** The record went into another one. */
    record Merged(ExternalId externalId, ExternalId survivor) implements Change {
        public Merged {
            requireDifferent(externalId, survivor);
        }
    }

    /** The same record has a new id. */
    record Rekeyed(ExternalId externalId, ExternalId newId) implements Change {
        public Rekeyed {
            requireDifferent(externalId, newId);
        }
    }

    private static void requireDifferent(ExternalId one, ExternalId other) {
        Objects.requireNonNull(one, "externalId");
        if (one.equals(Objects.requireNonNull(other, "the other id"))) {
            throw new IllegalArgumentException("a record cannot be merged into, or renamed to, itself");
        }
    }
}
