package dev.integrationsdk.adapters.ldap;

import java.util.Optional;

/** The ways in which directories tell what has changed. */
enum FeedKind {
    /** Active Directory's replication to clients. */
    DIRSYNC("dirsync"),
    /** Active Directory's change numbers, one count for each domain controller. */
    USN("usn"),
    /** RFC 4533, of OpenLDAP. */
    CONTENT_SYNC("content-sync"),
    /** OpenLDAP's log of writes. */
    ACCESS_LOG("access-log"),
    /** The log of writes of 389, Oracle and others. */
    CHANGELOG("changelog"),
    /** The time at which each entry was last written: what every directory has. Never shows a deletion. */
    MODIFY_TIMESTAMP("modify-timestamp");

    private final String setting;

    FeedKind(String setting) {
        this.setting = setting;
    }

    /** As it is written in settings and positions. */
    String setting() {
        return setting;
    }

    static Optional<FeedKind> named(String setting) {
        for (FeedKind kind : values()) {
            if (kind.setting.equals(setting)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
