package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the entries of one page came to. Not thread-safe. */
final class PageContents {
    private final List<Change> changes = new ArrayList<>();
    private final List<UnreadableRecord> unreadable = new ArrayList<>();

    void add(ExternalRecord external) {
        changes.add(Change.upserted(external));
    }

    void add(Change change) {
        changes.add(change);
    }

    int size() {
        return changes.size() + unreadable.size();
    }

    void addUnreadable(Optional<ExternalId> id, String position, String reason) {
        unreadable.add(new UnreadableRecord(id, position, reason));
    }

    List<Change> changes() {
        return changes;
    }

    List<UnreadableRecord> unreadable() {
        return unreadable;
    }
}
