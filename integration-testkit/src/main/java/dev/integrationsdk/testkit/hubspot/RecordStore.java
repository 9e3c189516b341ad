package dev.integrationsdk.testkit.hubspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records of one object type of one portal. Thread-safe; what it hands out does not change. */
final class RecordStore {
    private static final int MAX_SELECTIONS = 100;

    private final Object lock = new Object();
    private final ObjectType type;
    private final PropertySchema schema;
    private final TreeMap<Long, StoredRecord> live = new TreeMap<>();
    private final TreeMap<Long, StoredRecord> archived = new TreeMap<>();
    private final Map<Long, Long> survivors = new HashMap<>();
    private final Map<SelectedNames, PropertySelection> selections = new HashMap<>();
    private final Map<String, Map<String, Long>> idsByUniqueValue = new HashMap<>();
    private boolean remembers;
    private int selectedFrom;
    private long revision;
    private @Nullable FoundRecords lastFound;

    RecordStore(ObjectType type) {
        this.type = type;
        this.schema = new PropertySchema(type);
    }

    ObjectType type() {
        return type;
    }

    void remember() {
        synchronized (lock) {
            remembers = true;
        }
    }

    /** Records that a search found, as long as nothing changed since. */
    private record FoundRecords(
            long revision, SearchQuery query, long visibleUntilMillis, List<StoredRecord> records) {}

    private record SelectedNames(List<String> properties, List<String> withHistory) {}

    void add(long id, Map<String, String> properties, Instant created, Instant modified) {
        synchronized (lock) {
            @Nullable String[] values = new @Nullable String[schema.size()];
            StoredRecord stored = StoredRecord.of(id, created, modified, merged(values, properties));
            if (archived.containsKey(id) || live.containsKey(id)) {
                throw new IllegalArgumentException("there is a record with this id already: " + id);
            }
            show(stored);
        }
    }

    void update(long id, Map<String, String> changes, Instant modified) {
        synchronized (lock) {
            StoredRecord before = required(live, id);
            @Nullable String[] values = merged(before.valuesFor(schema.size()), changes);
            hide(id);
            show(before.changed(modified, values, remembers));
        }
    }

    void archive(long id, Instant at) {
        synchronized (lock) {
            StoredRecord stored = required(live, id);
            hide(id);
            archived.put(id, stored.archived(at));
        }
    }

    void restore(long id) {
        synchronized (lock) {
            StoredRecord stored = required(archived, id);
            archived.remove(id);
            show(stored.restored());
        }
    }

    void forget(long id) {
        synchronized (lock) {
            if (archived.remove(id) == null) {
                required(live, id);
                hide(id);
            }
            revision++;
        }
    }

    private void show(StoredRecord stored) {
        live.put(stored.id(), stored);
        for (Column column : schema.unique()) {
            String value = stored.value(column);
            if (value != null) {
                idsByUniqueValue
                        .computeIfAbsent(column.name(), name -> new HashMap<>())
                        .putIfAbsent(value.toLowerCase(Locale.ROOT), stored.id());
            }
        }
        revision++;
    }

    private void hide(long id) {
        StoredRecord stored = required(live, id);
        live.remove(id);
        for (Column column : schema.unique()) {
            String value = stored.value(column);
            if (value != null) {
                idsByUniqueValue.getOrDefault(column.name(), Map.of()).remove(value.toLowerCase(Locale.ROOT), id);
            }
        }
        revision++;
    }

    /** Lets several steps see one state. */
    <T> T atomically(Supplier<T> steps) {
        synchronized (lock) {
            return steps.get();
        }
    }

    /** Replaces two records by one with the id {@code survivorId}; values of {@code primaryId} win. */
    void merge(long primaryId, long otherId, long survivorId, Instant at) {
        synchronized (lock) {
            StoredRecord primary = required(live, primaryId);
            StoredRecord other = required(live, otherId);
            Instant created = Instant.ofEpochMilli(Math.min(primary.createdMillis(), other.createdMillis()));
            @Nullable String[] values = Merge.values(primary, other, schema, at);
            hide(primaryId);
            hide(otherId);
            show(StoredRecord.of(survivorId, created, at, values));
            survivors.put(primaryId, survivorId);
            survivors.put(otherId, survivorId);
        }
    }

    void define(String property, String valueType) {
        synchronized (lock) {
            schema.define(property, valueType);
        }
    }

    /** Adds a property, or changes what is known of it; a unique one has to be added before its values. */
    void define(String property, String valueType, List<String> options, boolean several, boolean unique) {
        synchronized (lock) {
            schema.define(property, valueType, options, several, unique);
        }
    }

    @Nullable
    Column column(String property) {
        synchronized (lock) {
            return schema.find(property);
        }
    }

    List<Column> columns() {
        synchronized (lock) {
            return schema.all();
        }
    }

    /** What an answer carries; the same instance for the same names, as long as the schema stays. */
    PropertySelection select(List<String> properties, List<String> withHistory) {
        synchronized (lock) {
            if (selections.size() > MAX_SELECTIONS || selectedFrom != schema.size()) {
                selections.clear();
                selectedFrom = schema.size();
            }
            return selections.computeIfAbsent(
                    new SelectedNames(List.copyOf(properties), List.copyOf(withHistory)),
                    names -> new PropertySelection(
                            schema.select(names.properties()), schema.known(names.withHistory())));
        }
    }

    /** Up to {@code limit} records whose ids follow {@code afterId}, in the order of their ids. */
    List<StoredRecord> list(boolean fromArchive, long afterId, int limit) {
        synchronized (lock) {
            NavigableMap<Long, StoredRecord> rest = (fromArchive ? archived : live).tailMap(afterId, false);
            List<StoredRecord> page = new ArrayList<>(Math.min(limit, 256));
            for (StoredRecord stored : rest.values()) {
                if (page.size() == limit) {
                    break;
                }
                page.add(stored);
            }
            return page;
        }
    }

    /** Finds a record by its id, or by the id of one that was merged into it. */
    Optional<StoredRecord> find(boolean inArchive, long id) {
        synchronized (lock) {
            Map<Long, StoredRecord> records = inArchive ? archived : live;
            long current = id;
            for (Long next = survivors.get(current); next != null; next = survivors.get(current)) {
                current = next;
            }
            return Optional.ofNullable(records.get(current));
        }
    }

    Optional<StoredRecord> findByValue(boolean inArchive, String property, String value) {
        synchronized (lock) {
            Column column = schema.find(property);
            if (column != null && column.unique() && !inArchive) {
                Long id = idsByUniqueValue.getOrDefault(property, Map.of()).get(value.toLowerCase(Locale.ROOT));
                return Optional.ofNullable(id).map(live::get);
            }
            return column == null
                    ? Optional.empty()
                    : (inArchive ? archived : live)
                            .values().stream()
                                    .filter(stored -> value.equalsIgnoreCase(stored.value(column)))
                                    .findFirst();
        }
    }

    /** All records that a search may see and that match, sorted; the last result is kept for the pages that follow. */
    List<StoredRecord> search(SearchQuery query, long visibleUntilMillis) {
        synchronized (lock) {
            FoundRecords known = lastFound;
            if (known != null
                    && known.revision == revision
                    && known.visibleUntilMillis == visibleUntilMillis
                    && known.query.equals(query)) {
                return known.records;
            }
            List<StoredRecord> found = query.bind(schema::find).in(live.values(), visibleUntilMillis);
            lastFound = new FoundRecords(revision, query, visibleUntilMillis, found);
            return found;
        }
    }

    List<HubSpotRecord> snapshot(boolean ofArchive) {
        synchronized (lock) {
            List<Column> columns = schema.all();
            return (ofArchive ? archived : live)
                    .values().stream().map(stored -> snapshot(stored, columns)).toList();
        }
    }

    private static HubSpotRecord snapshot(StoredRecord stored, List<Column> columns) {
        Map<String, String> properties = new HashMap<>();
        for (Column column : columns) {
            String value = stored.value(column);
            if (value != null) {
                properties.put(column.name(), value);
            }
        }
        return new HubSpotRecord(
                Long.toString(stored.id()),
                properties,
                Instant.ofEpochMilli(stored.createdMillis()),
                Instant.ofEpochMilli(stored.modifiedMillis()),
                Optional.ofNullable(stored.archivedAt()).map(Instant::parse));
    }

    private @Nullable String[] merged(@Nullable String[] values, Map<String, String> properties) {
        @Nullable String[] result = values;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            Column column = schema.define(property.getKey(), "string");
            if (column.index() >= result.length) {
                result = Arrays.copyOf(result, schema.size());
            }
            result[column.index()] = property.getValue().isEmpty() ? null : property.getValue();
        }
        return result;
    }

    private static StoredRecord required(Map<Long, StoredRecord> records, long id) {
        StoredRecord stored = records.get(id);
        if (stored == null) {
            throw absent(id);
        }
        return stored;
    }

    private static NoSuchElementException absent(long id) {
        return new NoSuchElementException("no such record: " + id);
    }
}
