package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Booleans as two texts. */
record YesNoForm(String yes, String no) implements ValueForm {
    YesNoForm {
        Objects.requireNonNull(yes, "yes");
        Objects.requireNonNull(no, "no");
        if (yes.equals(no)) {
            throw new IllegalArgumentException("yes and no are the same text");
        }
    }

    @Override
    public FieldType type() {
        return FieldType.BOOLEAN;
    }

    @Override
    public @Nullable Object parse(String text) {
        if (text.equals(yes)) {
            return true;
        }
        return text.equals(no) ? false : null;
    }

    @Override
    public @Nullable String print(Object value) {
        return value instanceof Boolean isSo ? (isSo ? yes : no) : null;
    }

    @Override
    public boolean keepsAll() {
        return true;
    }

    @Override
    public String expected() {
        return "one of its two texts";
    }

    @Override
    public String text() {
        return yes.equals("true") && no.equals("false")
                ? "boolean"
                : "boolean " + Words.quoted(yes) + " " + Words.quoted(no);
    }
}
