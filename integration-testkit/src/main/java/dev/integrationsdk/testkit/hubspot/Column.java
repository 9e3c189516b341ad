package dev.integrationsdk.testkit.hubspot;

import java.util.List;

/**
 * A property of an object type and the place of its value inside a record.
 *
 * @param options the values that it can take; empty for any, as where they come from elsewhere
 * @param several whether it takes several of them, joined by semicolons
 * @param unique whether no two records have the same value
 */
record Column(int index, String name, String valueType, List<String> options, boolean several, boolean unique) {
    static final int ID = 0;
    static final int CREATED = 1;
    static final int MODIFIED = 2;
    static final int MERGED_IDS = 3;

    boolean isDate() {
        return valueType.startsWith("date");
    }

    boolean isReadOnly() {
        return index <= MERGED_IDS;
    }
}
