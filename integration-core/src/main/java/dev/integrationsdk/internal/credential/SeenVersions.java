package dev.integrationsdk.internal.credential;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.store.StoredCredential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process has seen committed of every credential, so that a row which somebody puts back to an earlier state
 * is told. A credential that is erased and stored anew begins another life with version 1. Thread-safe.
 */
final class SeenVersions {
    private static final int MOST_FORMER_LIVES = 16;

    private final Map<Name, Seen> seen = new ConcurrentHashMap<>();

    /** What has been seen; to be taken before the row is read, since others go on meanwhile. Null if nothing. */
    @Nullable
    Seen before(ConnectorKey connector, String field) {
        return seen.get(new Name(connector, field));
    }

    /** Remembers a row, once the transaction that read or wrote it has been committed. */
    void committed(@Nullable Seen before, StoredCredential row, UUID life) {
        seen.compute(
                new Name(row.connector(), row.field()),
                (name, present) -> present == null
                        ? new Seen(life, row.version(), List.of())
                        : present.followedBy(before, life, row.version()));
    }

    /**
     * The latest state.
     *
     * @param life the present one
     * @param version the highest one of it
     * @param former the lives before it, the latest last
     */
    record Seen(UUID life, long version, List<UUID> former) {
        boolean isBehind(UUID otherLife, long otherVersion) {
            return former.contains(otherLife) || (life.equals(otherLife) && otherVersion < version);
        }

        /** Another life only follows if nothing else was seen since the row was looked for. */
        private Seen followedBy(@Nullable Seen before, UUID otherLife, long otherVersion) {
            if (life.equals(otherLife)) {
                return new Seen(life, Math.max(version, otherVersion), former);
            }
            if (before == null || !before.life().equals(life)) {
                return this;
            }
            List<UUID> lives = new ArrayList<>(former);
            lives.add(life);
            int tooMany = Math.max(0, lives.size() - MOST_FORMER_LIVES);
            return new Seen(otherLife, otherVersion, List.copyOf(lives.subList(tooMany, lives.size())));
        }
    }

    private record Name(ConnectorKey connector, String field) {}
}
