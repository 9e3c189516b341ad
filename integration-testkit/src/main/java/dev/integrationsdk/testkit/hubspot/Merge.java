package dev.integrationsdk.testkit.hubspot;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the survivor of a merge looks like. */
final class Merge {
    private static final String CONTACT_MERGE_TIMES = "hs_calculated_merged_vids";

    private Merge() {}

    static @Nullable String[] values(StoredRecord primary, StoredRecord other, PropertySchema schema, Instant at) {
        @Nullable String[] values = primary.valuesFor(schema.size());
        for (int index = 0; index < values.length; index++) {
            if (values[index] == null) {
                values[index] = other.value(index);
            }
        }
        values[Column.MERGED_IDS] = Stream.of(
                        primary.value(Column.MERGED_IDS),
                        Long.toString(primary.id()),
                        other.value(Column.MERGED_IDS),
                        Long.toString(other.id()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(";"));
        Column times = schema.find(CONTACT_MERGE_TIMES);
        if (times != null) {
            values[times.index()] = primary.id() + ":" + at.toEpochMilli() + ";" + other.id() + ":" + at.toEpochMilli();
        }
        return values;
    }
}
