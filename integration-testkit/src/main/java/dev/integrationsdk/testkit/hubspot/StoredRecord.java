package dev.integrationsdk.testkit.hubspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One version of a record: values by column index, and the version before it. Never changed, only replaced. */
final class StoredRecord {
    private final long id;
    private final long createdMillis;
    private final long modifiedMillis;
    private final @Nullable String archivedAt;
    private final @Nullable String[] values;
    private final @Nullable StoredRecord before;
    private volatile @Nullable Rendering lastRendering;

    private StoredRecord(
            long id,
            long createdMillis,
            long modifiedMillis,
            @Nullable String archivedAt,
            @Nullable String[] values,
            @Nullable StoredRecord before) {
        this.id = id;
        this.createdMillis = createdMillis;
        this.modifiedMillis = modifiedMillis;
        this.archivedAt = archivedAt;
        this.values = values;
        this.before = before;
    }

    /** Takes {@code values} over and writes id, created and modified into it. */
    static StoredRecord of(long id, Instant created, Instant modified, @Nullable String[] values) {
        return of(id, created, modified, values, null);
    }

    private static StoredRecord of(
            long id, Instant created, Instant modified, @Nullable String[] values, @Nullable StoredRecord before) {
        values[Column.ID] = Long.toString(id);
        values[Column.CREATED] = text(created.toEpochMilli());
        values[Column.MODIFIED] = text(modified.toEpochMilli());
        return new StoredRecord(id, created.toEpochMilli(), modified.toEpochMilli(), null, values, before);
    }

    /**
     * The version that follows this one; takes {@code values} over.
     *
     * @param remembers whether this one is kept as its past
     */
    StoredRecord changed(Instant modified, @Nullable String[] values, boolean remembers) {
        return of(id, Instant.ofEpochMilli(createdMillis), modified, values, remembers ? this : null);
    }

    StoredRecord archived(Instant at) {
        return new StoredRecord(id, createdMillis, modifiedMillis, text(at.toEpochMilli()), values, before);
    }

    StoredRecord restored() {
        return new StoredRecord(id, createdMillis, modifiedMillis, null, values, before);
    }

    /** A value that a property had, and since when. */
    record PastValue(String value, String at) {}

    /** The values of a property, the newest first; of equal ones in a row the oldest. */
    List<PastValue> history(Column column) {
        List<PastValue> history = new ArrayList<>();
        for (StoredRecord version = this; version != null; version = version.before) {
            String value = version.value(column);
            boolean changed = version.before == null || !Objects.equals(value, version.before.value(column));
            if (changed && (value != null || version.before != null)) {
                history.add(new PastValue(value == null ? "" : value, text(version.modifiedMillis)));
            }
        }
        return history;
    }

    private static final class Rendering {
        private final PropertySelection selection;
        private final byte[] json;

        Rendering(PropertySelection selection, byte[] json) {
            this.selection = selection;
            this.json = json;
        }
    }

    /** The record as JSON, kept until another selection is asked for: a listing repeats with the same one. */
    byte[] rendered(PropertySelection selection) {
        Rendering known = lastRendering;
        if (known == null || known.selection != selection) {
            known = new Rendering(selection, selection.render(this));
            lastRendering = known;
        }
        return known.json;
    }

    long id() {
        return id;
    }

    long createdMillis() {
        return createdMillis;
    }

    long modifiedMillis() {
        return modifiedMillis;
    }

    @Nullable
    String archivedAt() {
        return archivedAt;
    }

    @Nullable
    String value(Column column) {
        return value(column.index());
    }

    @Nullable
    String value(int index) {
        return index < values.length ? values[index] : null;
    }

    /** A copy of the values with room for {@code columns} of them. */
    @Nullable
    String[] valuesFor(int columns) {
        return Arrays.copyOf(values, columns);
    }

    /** The values that a full-text search looks into, some of them null. */
    Stream<@Nullable String> textValues() {
        return Arrays.stream(values).skip(Column.MERGED_IDS + 1L);
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
