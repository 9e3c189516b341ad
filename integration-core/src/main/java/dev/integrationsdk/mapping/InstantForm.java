package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Instants of the years 1 to 9999 as text. */
final class InstantForm implements ValueForm {
    private static final List<String> NEEDED = List.of("yyyy", "MM", "dd", "HH");
    private static final List<String> POSSIBLE = List.of("yyyy", "MM", "dd", "HH", "mm", "ss");
    private static final int LONGEST = 60;

    private final String text;
    private final boolean keepsAll;
    private final Function<String, Instant> parse;
    private final Function<Instant, String> print;

    private InstantForm(
            String text, boolean keepsAll, Function<String, Instant> parse, Function<Instant, String> print) {
        this.text = text;
        this.keepsAll = keepsAll;
        this.parse = parse;
        this.print = print;
    }

    static InstantForm iso() {
        return new InstantForm(
                "instant",
                true,
                value -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, Instant::from),
                Instant::toString);
    }

    static InstantForm epochMillis() {
        return new InstantForm(
                "instant epoch-millis",
                false,
                value -> Instant.ofEpochMilli(Long.parseLong(value)),
                instant -> String.valueOf(instant.toEpochMilli()));
    }

    static InstantForm epochSeconds() {
        return new InstantForm(
                "instant epoch-seconds",
                false,
                value -> Instant.ofEpochSecond(Long.parseLong(value)),
                instant -> String.valueOf(instant.getEpochSecond()));
    }

    static InstantForm local(String pattern, ZoneId zone) {
        DateTimeFormatter formatter = TimePattern.formatter(pattern, NEEDED, POSSIBLE);
        return new InstantForm(
                "instant " + Words.quoted(pattern) + " " + Words.quoted(zone.getId()),
                false,
                value -> LocalDateTime.parse(value, formatter).atZone(zone).toInstant(),
                instant -> formatter.format(instant.atZone(zone)));
    }

    @Override
    public FieldType type() {
        return FieldType.INSTANT;
    }

    @Override
    public @Nullable Object parse(String value) {
        try {
            Instant instant = value.length() > LONGEST ? Instant.MAX : parse.apply(value);
            return isCommon(instant) ? instant : null;
        } catch (DateTimeException | NumberFormatException notOne) {
            return null;
        }
    }

    private static boolean isCommon(Instant instant) {
        return instant.isAfter(Instant.MIN.plusSeconds(86_400))
                && instant.isBefore(Instant.MAX.minusSeconds(86_400))
                && DateForm.isCommon(instant.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    @Override
    public @Nullable String print(Object value) {
        return value instanceof Instant instant && isCommon(instant) ? print.apply(instant) : null;
    }

    @Override
    public boolean keepsAll() {
        return keepsAll;
    }

    @Override
    public String expected() {
        return "a date with a time";
    }

    @Override
    public String text() {
        return text;
    }
}
