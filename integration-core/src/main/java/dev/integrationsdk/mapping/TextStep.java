package dev.integrationsdk.mapping;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes text, the same both ways: what was there before is lost. */
final class TextStep extends Converter {
    private static final int LONGEST = 100_000;

    private final String text;
    private final UnaryOperator<@Nullable String> change;

    private TextStep(String text, UnaryOperator<@Nullable String> change) {
        this.text = text;
        this.change = change;
    }

    static TextStep trimming() {
        return new TextStep("trim", value -> value == null ? null : value.strip());
    }

    static TextStep lowering() {
        return new TextStep("lower", value -> value == null ? null : value.toLowerCase(Locale.ROOT));
    }

    static TextStep raising() {
        return new TextStep("upper", value -> value == null ? null : value.toUpperCase(Locale.ROOT));
    }

    static TextStep emptying() {
        return new TextStep("blank-is-null", value -> value == null || value.isBlank() ? null : value);
    }

    static TextStep cutting(int length) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("cut takes 1 to " + LONGEST + " characters");
        }
        return new TextStep("cut " + length, value -> value == null ? null : cut(value, length));
    }

    private static String cut(String value, int length) {
        return value.codePointCount(0, value.length()) <= length
                ? value
                : value.substring(0, value.offsetByCodePoints(0, length));
    }

    @Override
    @Nullable
    Object toHost(Object value, Conversion conversion) {
        return value instanceof String string ? change.apply(string) : conversion.cannot("is not text");
    }

    @Override
    @Nullable
    Object toExternal(Object value, Conversion conversion) {
        return toHost(value, conversion);
    }

    @Override
    public boolean isInvertible() {
        return false;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    Optional<ValueShape> hostShape(ValueShape external) {
        return external.isText() ? Optional.of(external) : Optional.empty();
    }
}
