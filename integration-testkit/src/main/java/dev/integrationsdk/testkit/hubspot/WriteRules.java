package dev.integrationsdk.testkit.hubspot;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What HubSpot takes as the values of a record. Pure functions. */
final class WriteRules {
    private WriteRules() {}

    /** Throws a {@link WriteProblem} for the first value that is not taken. */
    static void check(RecordStore store, Map<String, String> properties) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            Column column = store.column(property.getKey());
            if (column == null) {
                throw WriteProblem.invalid("Property \"" + property.getKey() + "\" does not exist");
            }
            if (column.isReadOnly()) {
                throw WriteProblem.invalid(
                        "\"" + column.name() + "\" is a read only property; its value cannot be set.");
            }
            if (!property.getValue().isEmpty()) {
                check(column, property.getValue());
            }
        }
    }

    private static void check(Column column, String value) {
        switch (column.valueType()) {
            case "number" -> requireNumber(column, value);
            case "bool" -> requireOneOf(column, List.of("true", "false"), value);
            case "date" -> requireMidnight(column, value);
            case "datetime" -> instant(column, value);
            case "enumeration" -> requireOptions(column, value);
            default -> {}
        }
    }

    private static void requireNumber(Column column, String value) {
        try {
            new BigDecimal(value);
        } catch (NumberFormatException other) {
            throw WriteProblem.invalid(value + " was not a valid number for " + column.name());
        }
    }

    private static void requireOptions(Column column, String value) {
        if (!column.options().isEmpty()) {
            List<String> values = column.several() ? Arrays.asList(value.split(";", -1)) : List.of(value);
            values.forEach(one -> requireOneOf(column, column.options(), one));
        }
    }

    private static void requireOneOf(Column column, List<String> options, String value) {
        if (!options.contains(value)) {
            throw WriteProblem.invalid(value + " was not one of the allowed options of " + column.name());
        }
    }

    private static void requireMidnight(Column column, String value) {
        if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
            try {
                LocalDate.parse(value);
                return;
            } catch (DateTimeException none) {
                throw WriteProblem.invalid(value + " is no date: INVALID_DATE");
            }
        }
        LocalTime time = instant(column, value).atOffset(ZoneOffset.UTC).toLocalTime();
        if (!time.equals(LocalTime.MIDNIGHT)) {
            throw WriteProblem.invalid(value + " is at " + time + " UTC, not midnight! INVALID_DATE");
        }
    }

    private static Instant instant(Column column, String value) {
        try {
            return value.matches("-?\\d{1,15}")
                    ? Instant.ofEpochMilli(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException other) {
            throw WriteProblem.invalid(value + " was not a valid date for " + column.name());
        }
    }
}
