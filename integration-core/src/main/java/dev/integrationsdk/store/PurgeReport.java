package dev.integrationsdk.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a purge has removed so far. Immutable.
 *
 * @param removed rows by table; every table that was asked for is there
 * @param complete whether nothing is left to remove; false while it goes on and after an interrupt
 */
public record PurgeReport(Map<PurgedTable, Long> removed, boolean complete) {
    public PurgeReport {
        Map<PurgedTable, Long> copy = new EnumMap<>(PurgedTable.class);
        copy.putAll(removed);
        removed = Collections.unmodifiableMap(copy);
    }
}
