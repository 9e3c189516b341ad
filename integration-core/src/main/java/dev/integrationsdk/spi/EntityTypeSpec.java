package dev.integrationsdk.spi;

import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.schema.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What an adapter can do with one kind of record. An account may allow less of it. Immutable; the {@code with} methods
 * return a changed copy.
 */
public final class EntityTypeSpec {
    private final EntityType type;
    private final Set<ScanKind> scans;
    private final Set<PushItem.Intent> writes;
    private final Set<DeletionEvidence> deletions;
    private final List<Field> fields;

    private EntityTypeSpec(
            EntityType type,
            Set<ScanKind> scans,
            Set<PushItem.Intent> writes,
            Set<DeletionEvidence> deletions,
            List<Field> fields) {
        this.type = Objects.requireNonNull(type, "type");
        this.scans = Set.copyOf(scans);
        this.writes = Set.copyOf(writes);
        this.deletions = Set.copyOf(deletions);
        this.fields = List.copyOf(fields);
    }

    /** A type that is read in full and incrementally, and not written; how its deletions are seen is not declared. */
    public static EntityTypeSpec of(EntityType type) {
        return new EntityTypeSpec(type, EnumSet.of(ScanKind.FULL, ScanKind.INCREMENTAL), Set.of(), Set.of(), List.of());
    }

    /** How it can be read; {@link ScanKind#RECONCILE} needs no word, since it reads as {@link ScanKind#FULL} does. */
    public EntityTypeSpec withScans(ScanKind... kinds) {
        return new EntityTypeSpec(type, Set.of(kinds), writes, deletions, fields);
    }

    /** What can be written. */
    public EntityTypeSpec withWrites(PushItem.Intent... intents) {
        return new EntityTypeSpec(type, scans, Set.of(intents), deletions, fields);
    }

    /** How it is seen that records are gone. */
    public EntityTypeSpec withDeletions(DeletionEvidence... evidence) {
        return new EntityTypeSpec(type, scans, writes, Set.of(evidence), fields);
    }

    /** The attributes that every account has, as far as they are known without asking. */
    public EntityTypeSpec withFields(List<Field> known) {
        return new EntityTypeSpec(type, scans, writes, deletions, known);
    }

    public EntityType type() {
        return type;
    }

    public Set<ScanKind> scans() {
        return scans;
    }

    public Set<PushItem.Intent> writes() {
        return writes;
    }

    public Set<DeletionEvidence> deletions() {
        return deletions;
    }

    public List<Field> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return type + " (reads " + scans + ", writes " + writes + ", deletions " + deletions + ")";
    }

    /** What shows that a record is gone. */
    public enum DeletionEvidence {
        /** An incremental scan says so. */
        TOMBSTONE,
        /** A full scan that was complete does not list it. */
        ABSENCE
    }
}
