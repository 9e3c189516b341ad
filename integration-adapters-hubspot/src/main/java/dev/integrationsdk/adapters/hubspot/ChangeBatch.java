package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Change;
import java.util.ArrayList;
import java.util.List;

/** The changes of one page, bounded: each survivor of a merge first, then what went into it. Confined to one page. */
final class ChangeBatch {
    private final int limit;
    private final List<Change> changes = new ArrayList<>();

    ChangeBatch(int limit) {
        this.limit = limit;
    }

    /** Adds a record and its merges if they all fit, or if the page is still empty: then as many as fit. */
    boolean offer(RemoteRecord survivor) {
        if (!changes.isEmpty() && changes.size() + 1 + survivor.mergedIds().size() > limit) {
            return false;
        }
        changes.add(survivor.upserted());
        return true;
    }

    /** @return the last id that found room, or {@code lastId} if none did */
    String addMerges(RemoteRecord survivor, String lastId) {
        String added = lastId;
        for (String mergedId : survivor.mergedIds()) {
            if (changes.size() < limit && RemoteRecord.ID_ORDER.compare(mergedId, lastId) > 0) {
                changes.add(new Change.Merged(ExternalId.of(mergedId), survivor.id()));
                added = mergedId;
            }
        }
        return added;
    }

    List<Change> changes() {
        return changes;
    }
}
