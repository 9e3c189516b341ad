package dev.integrationsdk.host;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Supplies the host's rows: to be written to the remote, and to be compared with what the remote sends. The host implements
 * it, one for each entity type. Thread-safe, since several streams run at once.
 *
 * <p>It runs on the thread of the transaction that it is given, only reads, and may be asked the same again.
 */
@FunctionalInterface
public interface EntityFeed {
    /**
     * The rows as they are now.
     *
     * @param internalIds at least one, at most a page
     * @return by internal id; one that is missing is gone
     */
    Map<UUID, HostRecord> load(Collection<UUID> internalIds, UnitOfWork unit) throws Exception;

    /**
     * Which rows have changed since a position, for a host that does not say so itself by {@code changed}. A host whose
     * positions are change numbers sends only what is new; one that cannot tell sends all of its rows after the position, and
     * those that are the same are not written.
     *
     * @param after what an earlier call gave as the next position; empty at the beginning
     * @param limit most rows in the answer
     */
    default Window changes(Optional<String> after, int limit, UnitOfWork unit) throws Exception {
        return new Window(List.of(), after.orElse(""), false);
    }

    /**
     * Some rows, in the order of their changes. Immutable.
     *
     * @param changed rows that were created, changed or deleted
     * @param next the position after them; at most 1,000 characters
     * @param more whether there are more behind them
     */
    record Window(List<UUID> changed, String next, boolean more) {
        public Window {
            changed = List.copyOf(changed);
            Objects.requireNonNull(next, "next");
            if (next.length() > 1_000) {
                throw new IllegalArgumentException("a position has at most 1,000 characters, but has " + next.length());
            }
        }
    }
}
