package dev.integrationsdk.internal.credential;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.store.StoredCredential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this process has seen committed of every credential, so that a row which somebody puts back to an earlier state
 * is told. A credential that is erased and stored anew begins another life with version 1. Thread-safe.
 *
 * <p>A transaction may see rows as they were when it began. So what is compared with a row, or replaced because of it, is
 * only what had been seen before the transaction's own moment.
 */
final class SeenVersions {
    private static final int MOST_FORMER_LIVES = 16;

    private final Map<Name, Seen> seen = new ConcurrentHashMap<>();
    private final AtomicLong lastMoment = new AtomicLong();

    /** To be taken before anything is read. */
    long moment() {
        return lastMoment.get();
    }

    /** Whether something later of the row's credential had been seen before the moment. */
    boolean isBehind(long moment, StoredCredential row, UUID life) {
        Seen present = seen.get(Name.of(row));
        return present != null && present.at() <= moment && present.isAfter(life, row.version());
    }

    /** Remembers a row, once the transaction that read or wrote it has been committed. */
    void committed(long moment, StoredCredential row, UUID life) {
        seen.compute(
                Name.of(row),
                (name, present) -> present == null
                        ? new Seen(lastMoment.incrementAndGet(), life, row.version(), List.of())
                        : followed(present, moment, life, row.version()));
    }

    /** Another life only follows if nothing was seen since the moment: what was read may be the former one. */
    private Seen followed(Seen present, long moment, UUID life, long version) {
        if (present.life().equals(life)) {
            return version <= present.version()
                    ? present
                    : new Seen(lastMoment.incrementAndGet(), life, version, present.former());
        }
        if (present.at() > moment || present.former().contains(life)) {
            return present;
        }
        List<UUID> lives = new ArrayList<>(present.former());
        lives.add(present.life());
        int tooMany = Math.max(0, lives.size() - MOST_FORMER_LIVES);
        return new Seen(lastMoment.incrementAndGet(), life, version, List.copyOf(lives.subList(tooMany, lives.size())));
    }

    /**
     * The latest state.
     *
     * @param at the moment at which it was seen
     * @param life the present one
     * @param version the highest one of it
     * @param former the lives before it, the latest last
     */
    private record Seen(long at, UUID life, long version, List<UUID> former) {
        boolean isAfter(UUID otherLife, long otherVersion) {
            return former.contains(otherLife) || (life.equals(otherLife) && otherVersion < version);
        }
    }

    private record Name(ConnectorKey connector, String field) {
        static Name of(StoredCredential row) {
            return new Name(row.connector(), row.field());
        }
    }
}
