package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive pages that are committed together. Immutable.
 *
 * @param changes of all pages, in their order
 * @param unreadable records that the adapter could not read
 * @param next the position after the last page
 * @param completeness whether the scan saw everything; present if it ends with this group
 * @param total how many records the whole scan gives, where the remote says so
 * @param cutShort why no further page could be fetched, though there are more
 */
record PageGroup(
        List<PreparedChange> changes,
        List<UnreadableRecord> unreadable,
        SyncCheckpoint next,
        Optional<Completeness> completeness,
        Optional<Long> total,
        Optional<IntegrationException> cutShort) {
    /** The end of a scan that was committed before. */
    static PageGroup ended(Optional<SyncCheckpoint> position) {
        SyncCheckpoint next = position.orElseGet(() -> SyncCheckpoint.of(0, ""));
        return new PageGroup(
                List.of(), List.of(), next, Optional.of(Completeness.COMPLETE), Optional.empty(), Optional.empty());
    }

    /** Whether the scan ends with it. */
    boolean isLast() {
        return completeness.isPresent();
    }
}
