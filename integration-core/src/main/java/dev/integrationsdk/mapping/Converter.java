package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step between a value of the remote and one of the host, with its way back. The vocabulary is fixed: the factories of
 * this class and {@link ChoiceTable}. A list is converted value by value, except by the converters of lists. Null stays
 * null. Immutable.
 */
public abstract class Converter {
    Converter() {}

    /** Text without white space around it; both ways. */
    public static Converter trim() {
        return TextStep.trimming();
    }

    /** Small letters, whatever the machine's language; both ways. */
    public static Converter lower() {
        return TextStep.lowering();
    }

    /** Capital letters, whatever the machine's language; both ways. */
    public static Converter upper() {
        return TextStep.raising();
    }

    /**
     * At most so many characters, and no half of one; both ways.
     *
     * @throws IllegalArgumentException unless 1 to 100,000
     */
    public static Converter cut(int length) {
        return TextStep.cutting(length);
    }

    /** Text of nothing but white space becomes null; both ways. */
    public static Converter blankIsNull() {
        return TextStep.emptying();
    }

    /** Text there, {@code Long} here. */
    public static Converter integer() {
        return new TypeStep(NumberForm.integer(), false);
    }

    /** Text there, {@code BigDecimal} here; of at most 100 digits. */
    public static Converter decimal() {
        return new TypeStep(NumberForm.decimal('.'), false);
    }

    /** Text with a comma in place of the point there, {@code BigDecimal} here. */
    public static Converter decimalWithComma() {
        return new TypeStep(NumberForm.decimal(','), false);
    }

    /** The texts true and false there, {@code Boolean} here. */
    public static Converter yesNo() {
        return yesNo("true", "false");
    }

    /**
     * Two texts there, {@code Boolean} here.
     *
     * @throws IllegalArgumentException if they are equal
     */
    public static Converter yesNo(String yes, String no) {
        return new TypeStep(new YesNoForm(yes, no), false);
    }

    /** Text such as 2026-03-01 there, {@code LocalDate} here. */
    public static Converter date() {
        return new TypeStep(new DateForm(TimePattern.ISO), false);
    }

    /**
     * Text there, {@code LocalDate} here.
     *
     * @param pattern of yyyy, MM, dd and marks between them, such as {@code dd.MM.yyyy}
     * @throws IllegalArgumentException if it has something else, or does not say year, month and day
     */
    public static Converter date(String pattern) {
        return new TypeStep(new DateForm(pattern), false);
    }

    /** Text with an offset such as 2026-03-01T10:15:30Z there, {@code Instant} here. */
    public static Converter instant() {
        return new TypeStep(InstantForm.iso(), false);
    }

    /**
     * Text of a zone's own time there, {@code Instant} here. Where the clocks are put back, the earlier one is meant.
     *
     * @param pattern of yyyy, MM, dd, HH, mm, ss and marks between them
     * @throws IllegalArgumentException if it has something else, or does not say year, month, day and hour
     */
    public static Converter instant(String pattern, ZoneId zone) {
        return new TypeStep(InstantForm.local(pattern, zone), false);
    }

    /** Milliseconds since 1970 as text there, {@code Instant} here; on the way out what is finer is cut off. */
    public static Converter epochMillis() {
        return new TypeStep(InstantForm.epochMillis(), false);
    }

    /** Seconds since 1970 as text there, {@code Instant} here; on the way out what is finer is cut off. */
    public static Converter epochSeconds() {
        return new TypeStep(InstantForm.epochSeconds(), false);
    }

    /**
     * A typed value there, text here, in the form that the converter of this type reads.
     *
     * @throws IllegalArgumentException unless INTEGER, DECIMAL, BOOLEAN, DATE or INSTANT
     */
    public static Converter text(FieldType type) {
        return TypeStep.textOf(type);
    }

    /** {@code Instant} there, the day of it in a zone here; on the way out the beginning of that day. */
    public static Converter day(ZoneId zone) {
        return new DayStep(zone, true);
    }

    /** {@code LocalDate} there, the beginning of that day in a zone here; on the way out the day. */
    public static Converter startOfDay(ZoneId zone) {
        return new DayStep(zone, false);
    }

    /** Text with a separator there, a list here. */
    public static Converter list(String separator) {
        return new ListStep(separator, true);
    }

    /** A list there, text with a separator here. */
    public static Converter joined(String separator) {
        return new ListStep(separator, false);
    }

    /** Several values there, the first of them here. */
    public static Converter first() {
        return new FirstStep();
    }

    /** One value there, a list of it here. */
    public static Converter several() {
        return new SeveralStep();
    }

    abstract @Nullable Object toHost(Object value, Conversion conversion);

    abstract @Nullable Object toExternal(Object value, Conversion conversion);

    /** Whether what the host holds goes out and comes back as it was, and the other way round. */
    public abstract boolean isInvertible();

    /** As the text form of a field mapping has it. */
    public abstract String text();

    /** What it makes of an external value; empty if it cannot read such a one. */
    abstract Optional<ValueShape> hostShape(ValueShape external);

    /** Whether it takes a list as a whole. */
    boolean takesLists() {
        return false;
    }

    final @Nullable Object in(Object value, Conversion conversion) {
        return value instanceof List<?> list && !takesLists()
                ? each(list, conversion, true)
                : toHost(value, conversion);
    }

    final @Nullable Object out(Object value, Conversion conversion) {
        return value instanceof List<?> list && !writesLists()
                ? each(list, conversion, false)
                : toExternal(value, conversion);
    }

    /** Whether it takes the host's list as a whole. */
    boolean writesLists() {
        return false;
    }

    private @Nullable Object each(List<?> values, Conversion conversion, boolean inward) {
        List<Object> converted = new ArrayList<>(values.size());
        for (Object value : values) {
            Object one = inward ? toHost(value, conversion) : toExternal(value, conversion);
            if (one != null) {
                converted.add(one);
            }
        }
        return converted.isEmpty() ? null : converted;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Converter converter && text().equals(converter.text());
    }

    @Override
    public final int hashCode() {
        return Objects.hash(text());
    }

    @Override
    public final String toString() {
        return text();
    }
}
