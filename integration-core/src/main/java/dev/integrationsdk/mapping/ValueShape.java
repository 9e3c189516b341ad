package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import java.util.Locale;

/** What a value is made of, as far as a schema says. */
record ValueShape(FieldType type, boolean several) {
    static final ValueShape TEXT = new ValueShape(FieldType.TEXT, false);

    static ValueShape of(Field field) {
        return new ValueShape(field.type(), field.isMultiple());
    }

    boolean isText() {
        return type == FieldType.TEXT || type == FieldType.CHOICE || type == FieldType.REFERENCE;
    }

    ValueShape with(FieldType other) {
        return new ValueShape(other, several);
    }

    /** Whether a value of this shape can stand where one of the other is wanted. */
    boolean fits(ValueShape wanted) {
        return several == wanted.several && (type == wanted.type || (isText() && wanted.isText()));
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT) + (several ? ", several" : "");
    }
}
