package dev.integrationsdk.spi.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record's named values. An attribute is one of three things: absent (the remote did not send it), null (it is
 * cleared) or a value.
 *
 * <p>A value is a {@link String}, {@link Boolean}, {@link Long}, {@link BigDecimal}, {@link Instant},
 * {@link LocalDate}, {@link Binary} or an unmodifiable list of those. Immutable; {@code toString} prints names only.
 */
public final class Attributes {
    private static final Attributes EMPTY = new Attributes(new String[0], new Object[0]);

    private final String[] names;
    private final @Nullable Object[] values;

    private Attributes(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    public static Attributes empty() {
        return EMPTY;
    }

    /**
     * @param values by name; a null value means that the attribute is cleared
     * @throws IllegalArgumentException if a value has another type than those this class lists
     */
    public static Attributes of(Map<String, ? extends @Nullable Object> values) {
        Builder builder = builder();
        values.forEach(builder::put);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** In the order of the alphabet, by {@link String#compareTo}. */
    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    public int size() {
        return names.length;
    }

    /** Whether the remote sent it, be it null. */
    public boolean contains(String name) {
        return index(name) >= 0;
    }

    /** Whether the remote sent it as cleared. */
    public boolean isNull(String name) {
        int index = index(name);
        return index >= 0 && values[index] == null;
    }

    /** Empty where the attribute is absent or null: {@link #isNull} tells the two apart. */
    public Optional<Object> get(String name) {
        int index = index(name);
        return index < 0 ? Optional.empty() : Optional.ofNullable(values[index]);
    }

    /** The value as text; of several the first. Numbers, dates and booleans print in their ISO form. */
    public Optional<String> text(String name) {
        return get(name)
                .map(value -> value instanceof List<?> list ? list.get(0) : value)
                .map(Object::toString);
    }

    /** All values as text; empty where the attribute is absent or null. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        get(name).ifPresent(value -> {
            for (Object one : value instanceof List<?> list ? list : List.of(value)) {
                texts.add(one.toString());
            }
        });
        return List.copyOf(texts);
    }

    /** In the order of the alphabet. */
    public String nameAt(int index) {
        return names[index];
    }

    /** In the order of the names; unlike {@link #get} it can be asked for the null of a cleared attribute. */
    public @Nullable Object valueAt(int index) {
        return values[index];
    }

    private int index(String name) {
        return Arrays.binarySearch(names, name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attributes attributes
                && Arrays.equals(names, attributes.names)
                && Arrays.equals(values, attributes.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Attributes" + Arrays.toString(names);
    }

    /** Collects attributes; a name put twice keeps the later value. Not thread-safe. */
    public static final class Builder {
        /** Sorting so few by insertion costs less than any map. */
        private static final int FEW = 64;

        private String[] names = new String[16];
        private @Nullable Object[] values = new Object[16];
        private int size;

        private Builder() {}

        /**
         * @param value null means that the attribute is cleared; an empty list counts as null
         * @throws IllegalArgumentException if the value has another type than those {@link Attributes} lists
         */
        public Builder put(String name, @Nullable Object value) {
            Objects.requireNonNull(name, "name");
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            names[size] = name;
            values[size++] = checked(name, value);
            return this;
        }

        public Attributes build() {
            return size <= FEW ? insertionSorted() : mapSorted();
        }

        private Attributes insertionSorted() {
            String[] sortedNames = new String[size];
            @Nullable Object[] sortedValues = new Object[size];
            int count = 0;
            for (int i = 0; i < size; i++) {
                int at = count;
                while (at > 0 && sortedNames[at - 1].compareTo(names[i]) > 0) {
                    at--;
                }
                boolean again = at > 0 && sortedNames[at - 1].equals(names[i]);
                if (again) {
                    sortedValues[at - 1] = values[i];
                } else {
                    System.arraycopy(sortedNames, at, sortedNames, at + 1, count - at);
                    System.arraycopy(sortedValues, at, sortedValues, at + 1, count - at);
                    sortedNames[at] = names[i];
                    sortedValues[at] = values[i];
                    count++;
                }
            }
            return count == size
                    ? new Attributes(sortedNames, sortedValues)
                    : new Attributes(Arrays.copyOf(sortedNames, count), Arrays.copyOf(sortedValues, count));
        }

        private Attributes mapSorted() {
            Map<String, Integer> latest = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                latest.put(names[i], i);
            }
            String[] sortedNames = latest.keySet().toArray(new String[0]);
            @Nullable Object[] sortedValues = new Object[sortedNames.length];
            int at = 0;
            for (int index : latest.values()) {
                sortedValues[at++] = values[index];
            }
            return new Attributes(sortedNames, sortedValues);
        }

        private static @Nullable Object checked(String name, @Nullable Object value) {
            if (value == null || isScalar(value)) {
                return value;
            }
            if (value instanceof Integer number) {
                return number.longValue();
            }
            if (value instanceof List<?> mutable) {
                List<?> list = List.copyOf(mutable);
                if (list.stream().allMatch(Builder::isScalar)) {
                    return list.isEmpty() ? null : list;
                }
            }
            throw new IllegalArgumentException("attribute " + name + " has a value of "
                    + value.getClass().getName() + ", which no attribute can hold");
        }

        private static boolean isScalar(Object value) {
            return value instanceof String
                    || value instanceof Long
                    || value instanceof Boolean
                    || value instanceof BigDecimal
                    || value instanceof Instant
                    || value instanceof LocalDate
                    || value instanceof Binary;
        }
    }
}
