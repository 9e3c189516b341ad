package dev.integrationsdk.testkit.hubspot;

/** A property of an object type and the place of its value inside a record. Compared by {@code index}. */
record Column(int index, String name, String valueType) {
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
