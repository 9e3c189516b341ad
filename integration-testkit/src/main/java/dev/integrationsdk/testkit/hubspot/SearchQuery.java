package dev.integrationsdk.testkit.hubspot;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks for.
 *
 * @param groups alternatives; the filters of one group all have to match; empty finds everything
 * @param sortProperty the order, {@code hs_object_id} if the caller gave none
 * @param words text that some value has to contain, empty for none
 */
record SearchQuery(List<List<SearchFilter>> groups, String sortProperty, boolean descending, String words) {

    /** Resolves the property names; one that does not exist has no value in any record. */
    Bound bind(Function<String, @Nullable Column> columns) {
        Predicate<StoredRecord> anyGroup = groups.stream()
                .map(group -> group.stream()
                        .map(filter -> condition(filter, columns.apply(filter.property())))
                        .reduce(stored -> true, Predicate::and))
                .reduce(Predicate::or)
                .orElse(stored -> true);
        Column sortColumn = columns.apply(sortProperty);
        Comparator<StoredRecord> order = sortColumn == null
                ? Comparator.comparingLong(StoredRecord::id)
                : order(sortColumn).thenComparingLong(StoredRecord::id);
        return new Bound(anyGroup.and(containsWords()), descending ? order.reversed() : order);
    }

    private static Predicate<StoredRecord> condition(SearchFilter filter, @Nullable Column column) {
        return column == null ? stored -> filter.matches(null) : stored -> filter.matches(comparable(stored, column));
    }

    private static @Nullable SearchValue comparable(StoredRecord stored, Column column) {
        return switch (column.index()) {
            case Column.ID -> SearchValue.of(stored.id());
            case Column.CREATED -> SearchValue.of(stored.createdMillis());
            case Column.MODIFIED -> SearchValue.of(stored.modifiedMillis());
            default ->
                Optional.ofNullable(stored.value(column)).map(SearchValue::of).orElse(null);
        };
    }

    private static Comparator<StoredRecord> order(Column column) {
        return switch (column.index()) {
            case Column.ID -> Comparator.comparingLong(StoredRecord::id);
            case Column.CREATED -> Comparator.comparingLong(StoredRecord::createdMillis);
            case Column.MODIFIED -> Comparator.comparingLong(StoredRecord::modifiedMillis);
            default ->
                Comparator.comparing(
                        stored -> comparable(stored, column), Comparator.nullsFirst(Comparator.naturalOrder()));
        };
    }

    private Predicate<StoredRecord> containsWords() {
        String wanted = words.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? stored -> true
                : stored -> stored.textValues()
                        .filter(Objects::nonNull)
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** A query whose property names are resolved. */
    record Bound(Predicate<StoredRecord> condition, Comparator<StoredRecord> order) {

        List<StoredRecord> in(Collection<StoredRecord> records, long visibleUntilMillis) {
            return records.stream()
                    .filter(stored -> stored.modifiedMillis() <= visibleUntilMillis)
                    .filter(condition)
                    .sorted(order)
                    .toList();
        }
    }
}
