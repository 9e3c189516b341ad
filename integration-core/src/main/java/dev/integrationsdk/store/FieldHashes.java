package dev.integrationsdk.store;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What both sides last agreed on, as one hash for each field, so that a later comparison can tell which side has changed
 * which field. A stream that only pulls has none. Immutable; {@code toString} prints names only.
 */
public final class FieldHashes {
    /** The most fields of one record. */
    public static final int MOST = 1_000;
    /** The longest name of a field. */
    public static final int MAX_NAME = 256;

    private static final FieldHashes NONE = new FieldHashes(Collections.emptySortedMap());

    private final SortedMap<String, Long> hashes;

    private FieldHashes(SortedMap<String, Long> hashes) {
        this.hashes = hashes;
    }

    /** Of a record that is not compared field by field. */
    public static FieldHashes none() {
        return NONE;
    }

    /**
     * @param hashes by the field's name; copied
     * @throws IllegalArgumentException if there are more than {@value #MOST}, or a name is empty or has more than
     *     {@value #MAX_NAME} characters
     */
    public static FieldHashes of(Map<String, Long> hashes) {
        if (hashes.isEmpty()) {
            return NONE;
        }
        if (hashes.size() > MOST) {
            throw new IllegalArgumentException("a record has at most " + MOST + " fields, but this " + hashes.size());
        }
        for (String name : hashes.keySet()) {
            if (name.isEmpty() || name.length() > MAX_NAME) {
                throw new IllegalArgumentException(
                        "a field's name has 1 to " + MAX_NAME + " characters, but one has " + name.length());
            }
        }
        return new FieldHashes(Collections.unmodifiableSortedMap(new TreeMap<>(hashes)));
    }

    /** Empty if the field was never agreed on. */
    public OptionalLong of(String field) {
        Long hash = hashes.get(field);
        return hash == null ? OptionalLong.empty() : OptionalLong.of(hash);
    }

    /** In the order of the names; cannot be changed. */
    public SortedMap<String, Long> all() {
        return hashes;
    }

    public boolean isNone() {
        return hashes.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldHashes fields && hashes.equals(fields.hashes);
    }

    @Override
    public int hashCode() {
        return hashes.hashCode();
    }

    @Override
    public String toString() {
        return "FieldHashes" + hashes.keySet();
    }
}
