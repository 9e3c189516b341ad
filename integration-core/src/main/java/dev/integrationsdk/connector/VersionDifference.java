package dev.integrationsdk.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a version of a connector has changed. Immutable.
 *
 * @param version the later one
 * @param changes by field, in the order of their names
 */
public record VersionDifference(ConnectorVersion version, List<FieldChange> changes) {
    /** What stands for the switch among the fields. */
    public static final String STATUS = "status";

    public VersionDifference {
        Objects.requireNonNull(version, "version");
        changes = List.copyOf(changes);
    }

    /** @param before the version before it; empty for the first one */
    public static VersionDifference of(Optional<ConnectorVersion> before, ConnectorVersion version) {
        NavigableMap<String, String> now = fields(version);
        NavigableMap<String, String> then =
                before.map(VersionDifference::fields).orElseGet(java.util.TreeMap::new);
        NavigableSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(then.keySet());
        List<FieldChange> changes = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(then.get(name), now.get(name))) {
                changes.add(
                        new FieldChange(name, Optional.ofNullable(then.get(name)), Optional.ofNullable(now.get(name))));
            }
        }
        return new VersionDifference(version, changes);
    }

    private static NavigableMap<String, String> fields(ConnectorVersion version) {
        NavigableMap<String, String> fields = version.config().fields();
        fields.put(STATUS, version.status().name());
        return fields;
    }

    /**
     * One field. Immutable.
     *
     * @param field its name
     * @param before empty if it was not set
     * @param after empty if it is not set any more
     */
    public record FieldChange(String field, Optional<String> before, Optional<String> after) {}
}
