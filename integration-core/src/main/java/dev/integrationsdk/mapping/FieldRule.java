package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.record.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one field of the host, and the way back. Goes both ways unless said otherwise. A host's name with dots,
 * such as {@code address.city}, is a path: {@link NestedRecord} shows it so. Immutable; the methods that change something return a
 * changed copy.
 */
public final class FieldRule {
    static final int LONGEST_NAME = 200;
    static final int MOST_CONVERTERS = 20;
    static final int MOST_PARTS = 10;

    private final String hostName;
    private final FieldSource source;
    private final MappingDirection direction;
    private final boolean required;
    private final Optional<String> defaultText;
    private final List<Converter> converters;
    private final @Nullable Object defaultValue;

    private FieldRule(
            String hostName,
            FieldSource source,
            MappingDirection direction,
            boolean required,
            Optional<String> defaultText,
            List<Converter> converters) {
        this.hostName = hostName;
        this.source = source;
        this.direction = direction;
        this.required = required;
        this.defaultText = defaultText;
        this.converters = List.copyOf(converters);
        if (converters.size() > MOST_CONVERTERS) {
            throw new IllegalArgumentException("has more than " + MOST_CONVERTERS + " converters");
        }
        this.defaultValue = defaultText.map(text -> converted(text, "default")).orElse(null);
    }

    /**
     * A field under another name, or under the same.
     *
     * @throws IllegalArgumentException if a name is empty, longer than 200 characters or has a control character
     */
    public static FieldRule of(String externalName, String hostName) {
        return rule(hostName, new FieldSource.Plain(checked(externalName)), MappingDirection.BOTH);
    }

    /**
     * A field that is the same in every record of the host, and is not sent.
     *
     * @param text what the converters are given
     */
    public static FieldRule constant(String text, String hostName) {
        return rule(hostName, new FieldSource.Constant(Objects.requireNonNull(text, "text")), MappingDirection.PULL);
    }

    /**
     * Several texts as one, such as first and last name; those without a value are left out. On the way out the text is
     * split, and the last one gets the rest.
     *
     * @throws IllegalArgumentException unless 2 to 10 different ones are joined
     */
    public static FieldRule join(List<String> externalNames, String separator, String hostName) {
        List<String> names = List.copyOf(externalNames);
        if (names.size() < 2
                || names.size() > MOST_PARTS
                || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("join takes 2 to " + MOST_PARTS + " different fields");
        }
        names.forEach(FieldRule::checked);
        return rule(hostName, new FieldSource.Joined(names, Words.separator(separator)), MappingDirection.BOTH);
    }

    /**
     * One part of a text that is split; the last part has the rest. On the way out all parts are joined, for which each of
     * them needs a rule.
     *
     * @param part from 1
     * @param of 2 to 10
     * @throws IllegalArgumentException if there is no such part
     */
    public static FieldRule part(int part, int of, String separator, String externalName, String hostName) {
        if (of < 2 || of > MOST_PARTS || part < 1 || part > of) {
            throw new IllegalArgumentException("a text is split into 2 to " + MOST_PARTS + " parts, counted from 1");
        }
        return rule(
                hostName,
                new FieldSource.Part(checked(externalName), part, of, Words.separator(separator)),
                MappingDirection.BOTH);
    }

    private static FieldRule rule(String hostName, FieldSource source, MappingDirection direction) {
        return new FieldRule(checked(hostName), source, direction, false, Optional.empty(), List.of());
    }

    static String checked(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a field's name has 1 to " + LONGEST_NAME + " characters and no control character");
        }
        return name;
    }

    /** In this direction only, or in both. */
    public FieldRule going(MappingDirection wanted) {
        return new FieldRule(hostName, source, wanted, required, defaultText, converters);
    }

    /** A record that comes in without a value for it cannot be mapped. */
    public FieldRule required() {
        return new FieldRule(hostName, source, direction, true, defaultText, converters);
    }

    /**
     * What comes in absent or null gets this value; empty text stays empty.
     *
     * @param text as the remote would send it: the converters are applied to it
     * @throws IllegalArgumentException if the converters, which are named before, cannot convert it
     */
    public FieldRule orElse(String text) {
        return new FieldRule(hostName, source, direction, required, Optional.of(text), converters);
    }

    /**
     * Adds steps: in this order on the way in, in the opposite order on the way out.
     *
     * @throws IllegalArgumentException if there are more than 20
     */
    public FieldRule with(Converter... steps) {
        List<Converter> all = new ArrayList<>(converters);
        all.addAll(List.of(steps));
        return new FieldRule(hostName, source, direction, required, defaultText, all);
    }

    /**
     * The same with one more value in its choice table.
     *
     * @throws IllegalArgumentException if it has no choice table, or the table knows the value already
     */
    public FieldRule withChoice(String external, String host) {
        List<Converter> steps = new ArrayList<>(converters);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof ChoiceTable table) {
                steps.set(i, table.with(external, host));
                return new FieldRule(hostName, source, direction, required, defaultText, steps);
            }
        }
        throw new IllegalArgumentException("field '" + hostName + "' has no choice table");
    }

    public String hostName() {
        return hostName;
    }

    /** Those of the remote that it is made of; none for a constant. */
    public List<String> externalNames() {
        return source.externalNames();
    }

    public MappingDirection direction() {
        return direction;
    }

    public boolean isRequired() {
        return required;
    }

    public List<Converter> converters() {
        return converters;
    }

    FieldSource source() {
        return source;
    }

    /** Whether what the host holds goes out and comes back as it was. */
    public boolean isInvertible() {
        return direction == MappingDirection.BOTH
                && source instanceof FieldSource.Plain
                && defaultText.isEmpty()
                && converters.stream().allMatch(Converter::isInvertible);
    }

    /** Whether it changes nothing but the name. */
    boolean isPlain() {
        return source instanceof FieldSource.Plain && defaultText.isEmpty() && converters.isEmpty();
    }

    /** Puts the host's value, says that it cannot be, or leaves it absent. */
    void toHost(Attributes external, Attributes.Builder host, Conversion conversion) {
        boolean there = source.isIn(external);
        if (!there && defaultText.isEmpty()) {
            conversion.requires(this);
            return;
        }
        conversion.begin(hostName);
        Object value = there ? in(source.read(external), conversion) : null;
        if (conversion.hasFailed()) {
            return;
        }
        Object filled = value == null ? defaultValue : value;
        if (filled == null) {
            conversion.requires(this);
        }
        host.put(hostName, filled);
    }

    private @Nullable Object in(@Nullable Object value, Conversion conversion) {
        Object converted = value;
        for (Converter step : converters) {
            if (converted == null || conversion.hasFailed()) {
                return null;
            }
            converted = step.in(converted, conversion);
        }
        return conversion.hasFailed() ? null : converted;
    }

    /** The host's value after the way out through the converters; what the source makes of it comes after. */
    @Nullable
    Object out(@Nullable Object value, Conversion conversion) {
        Object converted = value;
        for (int i = converters.size() - 1; i >= 0; i--) {
            if (converted == null || conversion.hasFailed()) {
                return null;
            }
            converted = converters.get(i).out(converted, conversion);
        }
        return conversion.hasFailed() ? null : converted;
    }

    private Object converted(String text, String what) {
        Conversion conversion = new Conversion();
        conversion.begin(hostName);
        Object value = in(text, conversion);
        if (value == null || conversion.hasFailed()) {
            throw new IllegalArgumentException("the " + what + " cannot be converted");
        }
        return value;
    }

    /** @throws IllegalArgumentException if it is a constant that its converters cannot convert */
    void requireConvertible() {
        if (source instanceof FieldSource.Constant constant) {
            converted(constant.value(), "constant");
        }
    }

    /** As the text form of a field mapping has it, without the host's name. */
    public String text() {
        StringBuilder text = new StringBuilder(source.text());
        if (direction != source.usualDirection()) {
            text.append(" | ").append(direction.name().toLowerCase(java.util.Locale.ROOT));
        }
        if (required) {
            text.append(" | required");
        }
        converters.forEach(step -> text.append(" | ").append(step.text()));
        defaultText.ifPresent(value -> text.append(" | default ").append(Words.always(value)));
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldRule rule && hostName.equals(rule.hostName) && text().equals(rule.text());
    }

    @Override
    public int hashCode() {
        return Objects.hash(hostName, text());
    }

    @Override
    public String toString() {
        return Words.quoted(hostName) + " = " + text();
    }
}
