package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Values as HubSpot wants them written, and whether two texts are the same value. Pure functions. */
final class ValueText {
    /** Leaves a property without a value. */
    static final String CLEARED = "";

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private ValueText() {}

    /** @throws IntegrationException RECORD_REJECTED if the property can hold no such value */
    static String of(Property property, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(one -> of(property, one)).collect(Collectors.joining(";"));
        }
        if (value instanceof Instant instant) {
            return isDate(property)
                    ? instant.atOffset(ZoneOffset.UTC).toLocalDate().toString()
                    : MILLIS.format(instant);
        }
        if (value instanceof LocalDate date) {
            return isDate(property)
                    ? date.toString()
                    : MILLIS.format(date.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            return dated(property, value.toString());
        }
        throw new IntegrationException(
                ErrorCode.RECORD_REJECTED, "property " + property.name() + " can hold no value of this type");
    }

    /** A text that is an instant would be refused by a property that holds days. */
    private static String dated(Property property, String text) {
        return isDate(property) && text.indexOf('T') > 0
                ? instant(text)
                        .map(instant ->
                                instant.atOffset(ZoneOffset.UTC).toLocalDate().toString())
                        .orElse(text)
                : text;
    }

    private static boolean isDate(Property property) {
        return property.valueType().equals("date");
    }

    /** Whether what is there is what was written, in whatever form HubSpot keeps it. */
    static boolean isSame(Property property, String wanted, String actual) {
        if (wanted.equals(actual)) {
            return true;
        }
        if (property.several()) {
            return parts(wanted).equals(parts(actual));
        }
        return switch (property.valueType()) {
            case "number" -> isSameNumber(wanted, actual);
            case "date", "datetime" ->
                instant(wanted).equals(instant(actual)) && instant(wanted).isPresent();
            default ->
                property.name().equals(ObjectType.EMAIL) && wanted.strip().equalsIgnoreCase(actual);
        };
    }

    private static Set<String> parts(String text) {
        return Arrays.stream(text.split(";", -1))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSameNumber(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            if (text.matches("-?\\d{1,15}")) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
