package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Arrays;

/**
 * Which external ids a scan has listed, as hashes of 64 bits: 16 MiB for a million. If two ids ever share a hash, one that is
 * missing counts as listed, and never the other way round. Confined to one thread.
 */
final class SeenIds {
    private static final int SMALLEST = 1 << 10;
    private static final long FREE = 0;

    private final ContentHasher hasher = new ContentHasher();
    private long[] slots = new long[SMALLEST];
    private int size;

    /** @return false if it was listed before */
    boolean add(ExternalId id) {
        boolean isNew = put(slots, hash(id));
        if (isNew) {
            size++;
            if (size > slots.length / 4 * 3) {
                grow();
            }
        }
        return isNew;
    }

    boolean contains(ExternalId id) {
        long hash = hash(id);
        return slots[slot(slots, hash)] == hash;
    }

    int size() {
        return size;
    }

    /** How much memory it takes. */
    long bytes() {
        return 8L * slots.length;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(hash -> hash != FREE).forEach(hash -> put(larger, hash));
        slots = larger;
    }

    private static boolean put(long[] slots, long hash) {
        int slot = slot(slots, hash);
        boolean isNew = slots[slot] == FREE;
        slots[slot] = hash;
        return isNew;
    }

    /** Where the hash stands, or would. */
    private static int slot(long[] slots, long hash) {
        int slot = (int) (hash & (slots.length - 1));
        while (slots[slot] != FREE && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private long hash(ExternalId id) {
        long hash = hasher.hash(id.value()).low();
        return hash == FREE ? 1 : hash;
    }
}
