package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.store.DeadLetter;
import java.util.List;
import java.util.Optional;

/**
 * What one transaction applies: a whole group, or one record of it. Immutable.
 *
 * @param changes to be applied
 * @param unreadable records that become dead letters
 * @param fallen records whose own transactions were rolled back
 * @param closes the group whose checkpoint the transaction advances
 */
record Slice(
        List<PreparedChange> changes,
        List<UnreadableRecord> unreadable,
        List<FallenRecord> fallen,
        Optional<PageGroup> closes) {
    /** Everything in one transaction. */
    static Slice whole(PageGroup group) {
        return new Slice(group.changes(), group.unreadable(), List.of(), Optional.of(group));
    }

    /** One record, with the dead letters of those that failed before it. */
    static Slice one(PreparedChange change, List<FallenRecord> fallen) {
        return new Slice(List.of(change), List.of(), List.copyOf(fallen), Optional.empty());
    }

    /** The dead letters of those that have fallen. */
    List<DeadLetter> letters() {
        return fallen.stream().map(FallenRecord::letter).toList();
    }

    /** The same slice with what is known of its changes beside the mappings. */
    Slice with(List<PreparedChange> known) {
        return new Slice(known, unreadable, fallen, closes);
    }

    /** What is left when all records have had their transactions. */
    static Slice closing(PageGroup group, List<FallenRecord> fallen) {
        return new Slice(List.of(), group.unreadable(), List.copyOf(fallen), Optional.of(group));
    }
}
