package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Text on one side, a typed value on the other; a value that is typed already is left as it is. */
final class TypeStep extends Converter {
    private final ValueForm form;
    private final boolean textAtHost;

    /** @param textAtHost whether it is the host that has the text */
    TypeStep(ValueForm form, boolean textAtHost) {
        this.form = form;
        this.textAtHost = textAtHost;
    }

    static TypeStep textOf(FieldType type) {
        return new TypeStep(
                switch (type) {
                    case INTEGER -> NumberForm.integer();
                    case DECIMAL -> NumberForm.decimal('.');
                    case BOOLEAN -> new YesNoForm("true", "false");
                    case DATE -> new DateForm(TimePattern.ISO);
                    case INSTANT -> InstantForm.iso();
                    default -> throw new IllegalArgumentException("values of type " + type + " are not made text");
                },
                true);
    }

    @Override
    @Nullable
    Object toHost(Object value, Conversion conversion) {
        return textAtHost ? print(value, conversion) : parse(value, conversion);
    }

    @Override
    @Nullable
    Object toExternal(Object value, Conversion conversion) {
        return textAtHost ? parse(value, conversion) : print(value, conversion);
    }

    private @Nullable Object parse(Object value, Conversion conversion) {
        if (!(value instanceof String string)) {
            return form.print(value) == null ? conversion.cannot("is not " + form.expected()) : value;
        }
        Object parsed = form.parse(string);
        return parsed == null ? conversion.cannot("is not " + form.expected()) : parsed;
    }

    private @Nullable Object print(Object value, Conversion conversion) {
        if (textAtHost && value instanceof String) {
            return value;
        }
        String printed = form.print(value);
        return printed == null ? conversion.cannot("cannot be written as " + form.expected()) : printed;
    }

    /** Text at the host can be of many forms, of which the remote keeps one. */
    @Override
    public boolean isInvertible() {
        return !textAtHost && form.keepsAll();
    }

    @Override
    public String text() {
        return textAtHost ? "text " + form.type().name().toLowerCase(Locale.ROOT) : form.text();
    }

    @Override
    Optional<ValueShape> hostShape(ValueShape external) {
        if (textAtHost) {
            return external.type() == form.type() ? Optional.of(external.with(FieldType.TEXT)) : Optional.empty();
        }
        return external.isText() ? Optional.of(external.with(form.type())) : Optional.empty();
    }
}
