package dev.integrationsdk.spi.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One attribute of an entity type. Immutable; the {@code with} methods return a changed copy. */
public final class Field {
    private final String name;
    private final FieldType type;
    private final String label;
    private final boolean multiple;
    private final boolean readOnly;
    private final boolean custom;
    private final Optional<String> usualName;
    private final List<Option> options;

    private Field(
            String name,
            FieldType type,
            String label,
            boolean multiple,
            boolean readOnly,
            boolean custom,
            Optional<String> usualName,
            List<Option> options) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.label = Objects.requireNonNull(label, "label");
        this.multiple = multiple;
        this.readOnly = readOnly;
        this.custom = custom;
        this.usualName = usualName;
        this.options = List.copyOf(options);
    }

    /**
     * A field with one value that can be written.
     *
     * @param name as in {@link dev.integrationsdk.spi.record.Attributes}
     */
    public static Field of(String name, FieldType type) {
        return new Field(name, type, name, false, false, false, Optional.empty(), List.of());
    }

    /** Its name for a person; its own name unless set. */
    public Field withLabel(String text) {
        return new Field(name, type, text, multiple, readOnly, custom, usualName, options);
    }

    /** It holds a list of values. */
    public Field withSeveralValues() {
        return new Field(name, type, label, true, readOnly, custom, usualName, options);
    }

    /** The remote refuses to have it written. */
    public Field withReadOnly() {
        return new Field(name, type, label, multiple, true, custom, usualName, options);
    }

    /** The account has added it. */
    public Field withCustom() {
        return new Field(name, type, label, multiple, readOnly, true, usualName, options);
    }

    /** What hosts mostly call it, such as {@code surname}: the adapter's own proposal for a field mapping. */
    public Field withUsualName(String hostName) {
        return new Field(name, type, label, multiple, readOnly, custom, Optional.of(hostName), options);
    }

    /** The values that it can take. */
    public Field withOptions(List<Option> values) {
        return new Field(name, type, label, multiple, readOnly, custom, usualName, values);
    }

    public String name() {
        return name;
    }

    public FieldType type() {
        return type;
    }

    public String label() {
        return label;
    }

    public boolean isMultiple() {
        return multiple;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    public boolean isCustom() {
        return custom;
    }

    /** Empty if the adapter proposes none. */
    public Optional<String> usualName() {
        return usualName;
    }

    /** Empty where any value is possible. */
    public List<Option> options() {
        return options;
    }

    @Override
    public String toString() {
        return name + " (" + type + (multiple ? ", several" : "") + (readOnly ? ", read-only" : "") + ")";
    }

    /**
     * One value that a field can take. Immutable.
     *
     * @param value as it is read and written
     * @param label for a person
     */
    public record Option(String value, String label) {
        public Option {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(label, "label");
        }
    }
}
