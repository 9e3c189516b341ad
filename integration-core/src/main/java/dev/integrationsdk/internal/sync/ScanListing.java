package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.ScanPart;
import java.time.Instant;
import java.util.Arrays;

/** Which records a scan has listed, as hashes of eight bytes: two that collide only keep a record that is gone. */
final class ScanListing {
    private final long[] sorted;
    private final boolean blind;

    private ScanListing(long[] sorted, boolean blind) {
        this.sorted = sorted;
        this.blind = blind;
    }

    /** What a group has listed. */
    static ScanPart part(PageGroup group, long number, Instant now) {
        ContentHasher hasher = new ContentHasher();
        long[] listed = group.changes().stream()
                .map(PreparedChange::change)
                .mapToLong(change -> hash(hasher, here(change)))
                .toArray();
        boolean blind = group.unreadable().stream()
                .anyMatch(record -> record.externalId().isEmpty());
        long[] readable = group.unreadable().stream()
                .flatMap(record -> record.externalId().stream())
                .mapToLong(id -> hash(hasher, id))
                .toArray();
        long[] all = Arrays.copyOf(listed, listed.length + readable.length);
        System.arraycopy(readable, 0, all, listed.length, readable.length);
        return new ScanPart(number, now, all, blind);
    }

    /** The id under which the record is there now. */
    private static ExternalId here(Change change) {
        return change instanceof Change.Rekeyed rekeyed ? rekeyed.newId() : change.externalId();
    }

    /** All parts together. */
    static ScanListing of(Iterable<ScanPart> parts) {
        long[] all = new long[1_024];
        int size = 0;
        boolean blind = false;
        for (ScanPart part : parts) {
            long[] listed = part.listed();
            if (size + listed.length > all.length) {
                all = Arrays.copyOf(all, Math.max(all.length * 2, size + listed.length));
            }
            System.arraycopy(listed, 0, all, size, listed.length);
            size += listed.length;
            blind |= part.isBlind();
        }
        long[] sorted = Arrays.copyOf(all, size);
        Arrays.sort(sorted);
        return new ScanListing(sorted, blind);
    }

    /** Whether there was a record whose id could not be read. */
    boolean isBlind() {
        return blind;
    }

    boolean lists(ContentHasher hasher, ExternalId id) {
        return Arrays.binarySearch(sorted, hash(hasher, id)) >= 0;
    }

    private static long hash(ContentHasher hasher, ExternalId id) {
        return hasher.hash(id.value()).high();
    }
}
