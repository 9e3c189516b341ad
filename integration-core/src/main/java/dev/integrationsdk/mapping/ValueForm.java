package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import org.jspecify.annotations.Nullable;

/** How values of one type are written as text. Immutable. */
interface ValueForm {
    FieldType type();

    /** Null if the text is not of this form. */
    @Nullable
    Object parse(String text);

    /** Null if the value is of another type, or cannot be written. */
    @Nullable
    String print(Object value);

    /** Whether every value that can be written is read as it was. */
    boolean keepsAll();

    /** For a person: what the text should be. */
    String expected();

    /** As the text form of a field mapping has it. */
    String text();
}
