package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers as text, bounded so that no exponent makes a text without end. */
final class NumberForm implements ValueForm {
    private static final int MOST_DIGITS = 100;

    private final FieldType type;
    private final char mark;

    private NumberForm(FieldType type, char mark) {
        this.type = type;
        this.mark = mark;
    }

    static NumberForm integer() {
        return new NumberForm(FieldType.INTEGER, '.');
    }

    static NumberForm decimal(char mark) {
        return new NumberForm(FieldType.DECIMAL, mark);
    }

    @Override
    public FieldType type() {
        return type;
    }

    @Override
    public @Nullable Object parse(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || (mark == ',' && text.indexOf('.') >= 0)) {
            return null;
        }
        try {
            return type == FieldType.INTEGER ? (Object) Long.valueOf(text) : bounded(text.replace(mark, '.'));
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    private static @Nullable BigDecimal bounded(String text) {
        BigDecimal number = new BigDecimal(text);
        if (!isSmall(number)) {
            return null;
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static boolean isSmall(BigDecimal number) {
        return Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS - 3;
    }

    @Override
    public @Nullable String print(Object value) {
        if (type == FieldType.INTEGER) {
            return value instanceof Long ? value.toString() : null;
        }
        if (value instanceof Long) {
            return value.toString();
        }
        return value instanceof BigDecimal number && isSmall(number)
                ? number.toPlainString().replace('.', mark)
                : null;
    }

    @Override
    public boolean keepsAll() {
        return true;
    }

    @Override
    public String expected() {
        return type == FieldType.INTEGER ? "a whole number" : "a decimal number";
    }

    @Override
    public String text() {
        if (type == FieldType.INTEGER) {
            return "integer";
        }
        return mark == ',' ? "decimal comma" : "decimal";
    }
}
