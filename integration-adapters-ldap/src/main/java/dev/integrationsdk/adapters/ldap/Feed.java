package dev.integrationsdk.adapters.ldap;

import java.util.Optional;

/**
 * One way to learn what has changed since a position. A position belongs to one server, as {@link #identity()} says it;
 * with another it means nothing. Confined to one call.
 */
interface Feed {
    FeedKind kind();

    /** Why this account cannot use it on this server; empty if it can. */
    Optional<String> obstacle();

    /** Why it shows no deletions; empty if it does. Asked of a feed without an {@link #obstacle()} only. */
    Optional<String> blindness();

    /** Which server counts, and since when; without spaces. */
    String identity();

    /** The position now, without spaces; empty where only the entries that a scan reads can tell. */
    Optional<String> now();

    /** @throws GapException if the server can no longer tell, or has forgotten what the position counts */
    Changes since(String position);

    /** What was asked for lies before what the server remembers, or after what it has: everything must be read again. */
    final class GapException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param reason for the log, without names of entries */
        GapException(String reason) {
            super(reason, null, false, false);
        }
    }
}
