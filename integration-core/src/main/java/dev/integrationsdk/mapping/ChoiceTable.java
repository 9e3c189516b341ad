package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which value of the remote is which value of the host. A value that it does not know fails, unless the table says as which
 * one it is taken until a person decides: the one that grants least. Values that differ by case are different. Immutable.
 */
public final class ChoiceTable extends Converter {
    private static final int MOST = 500;

    private final Map<String, String> toHost;
    private final Map<String, String> toExternal = new LinkedHashMap<>();
    private final Optional<String> unknownHere;
    private final Optional<String> unknownThere;

    private ChoiceTable(Map<String, String> pairs, Optional<String> unknownHere, Optional<String> unknownThere) {
        this.toHost = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
        this.unknownHere = unknownHere;
        this.unknownThere = unknownThere;
        toHost.forEach((external, host) -> toExternal.putIfAbsent(host, external));
    }

    /** One that knows nothing. */
    public static ChoiceTable empty() {
        return new ChoiceTable(Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Several values of the remote may be one of the host; on the way out, the first of them is written.
     *
     * @throws IllegalArgumentException if this value of the remote stands in the table, or more than 500 do
     */
    public ChoiceTable with(String external, String host) {
        Map<String, String> pairs = new LinkedHashMap<>(toHost);
        if (pairs.put(Objects.requireNonNull(external, "external"), Objects.requireNonNull(host, "host")) != null) {
            throw new IllegalArgumentException("the choice table has a value twice");
        }
        if (pairs.size() > MOST) {
            throw new IllegalArgumentException("the choice table has more than " + MOST + " values");
        }
        return new ChoiceTable(pairs, unknownHere, unknownThere);
    }

    /** Takes what the remote sends and the table does not know as this one, and reports it as an {@link UnknownValue}. */
    public ChoiceTable takingUnknownAs(String leastPrivileged) {
        return new ChoiceTable(toHost, Optional.of(leastPrivileged), unknownThere);
    }

    /** Writes what the host holds and the table does not know as this one, and reports it as an {@link UnknownValue}. */
    public ChoiceTable writingUnknownAs(String leastPrivileged) {
        return new ChoiceTable(toHost, unknownHere, Optional.of(leastPrivileged));
    }

    /** The remote's values that it knows. */
    public Set<String> externalValues() {
        return toHost.keySet();
    }

    /** The host's values that it knows. */
    public Set<String> hostValues() {
        return Collections.unmodifiableSet(toExternal.keySet());
    }

    /** The host's value for what the table does not know; empty if that fails. */
    public Optional<String> unknownTakenAs() {
        return unknownHere;
    }

    /** The remote's value for what the table does not know; empty if that fails. */
    public Optional<String> unknownWrittenAs() {
        return unknownThere;
    }

    @Override
    @Nullable
    Object toHost(Object value, Conversion conversion) {
        return choose(value, toHost, unknownHere, conversion);
    }

    @Override
    @Nullable
    Object toExternal(Object value, Conversion conversion) {
        return choose(value, toExternal, unknownThere, conversion);
    }

    private static @Nullable Object choose(
            Object value, Map<String, String> table, Optional<String> unknown, Conversion conversion) {
        if (!(value instanceof String text)) {
            return conversion.cannot("is not text");
        }
        String chosen = table.get(text);
        if (chosen != null) {
            return chosen;
        }
        return unknown.isPresent()
                ? conversion.takenAs(text, unknown.get())
                : conversion.cannot("is not one of the choices");
    }

    /** Only if each value has one of its own, and none is taken as another. */
    @Override
    public boolean isInvertible() {
        return unknownHere.isEmpty()
                && unknownThere.isEmpty()
                && new HashSet<>(toHost.values()).size() == toHost.size();
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder("choice");
        toHost.forEach((external, host) ->
                text.append(' ').append(Words.quoted(external)).append('=').append(Words.quoted(host)));
        unknownHere.ifPresent(value -> text.append(" else ").append(Words.quoted(value)));
        unknownThere.ifPresent(value -> text.append(" back ").append(Words.quoted(value)));
        return text.toString();
    }

    @Override
    Optional<ValueShape> hostShape(ValueShape external) {
        return external.isText() ? Optional.of(external.with(FieldType.CHOICE)) : Optional.empty();
    }
}
