package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dates of the years 1 to 9999 as text. */
final class DateForm implements ValueForm {
    private static final List<String> PARTS = List.of("yyyy", "MM", "dd");

    private final String pattern;
    private final DateTimeFormatter formatter;

    DateForm(String pattern) {
        this.pattern = pattern;
        this.formatter = TimePattern.formatter(pattern.equals(TimePattern.ISO) ? "yyyy-MM-dd" : pattern, PARTS, PARTS);
    }

    @Override
    public FieldType type() {
        return FieldType.DATE;
    }

    @Override
    public @Nullable Object parse(String text) {
        try {
            LocalDate date = LocalDate.parse(text, formatter);
            return isCommon(date) ? date : null;
        } catch (DateTimeException notOne) {
            return null;
        }
    }

    static boolean isCommon(LocalDate date) {
        return date.getYear() >= 1 && date.getYear() <= 9999;
    }

    @Override
    public @Nullable String print(Object value) {
        return value instanceof LocalDate date && isCommon(date) ? formatter.format(date) : null;
    }

    @Override
    public boolean keepsAll() {
        return true;
    }

    @Override
    public String expected() {
        return "a date";
    }

    @Override
    public String text() {
        return pattern.equals(TimePattern.ISO) ? "date" : "date " + Words.quoted(pattern);
    }
}
