package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instant on one side, its day in a zone on the other. */
final class DayStep extends Converter {
    private final ZoneId zone;
    private final boolean dayAtHost;

    DayStep(ZoneId zone, boolean dayAtHost) {
        this.zone = Objects.requireNonNull(zone, "zone");
        this.dayAtHost = dayAtHost;
    }

    @Override
    @Nullable
    Object toHost(Object value, Conversion conversion) {
        return dayAtHost ? day(value, conversion) : start(value, conversion);
    }

    @Override
    @Nullable
    Object toExternal(Object value, Conversion conversion) {
        return dayAtHost ? start(value, conversion) : day(value, conversion);
    }

    private @Nullable Object day(Object value, Conversion conversion) {
        try {
            return value instanceof Instant instant
                    ? instant.atZone(zone).toLocalDate()
                    : conversion.cannot("is not a date with a time");
        } catch (DateTimeException outOfRange) {
            return conversion.cannot("is not a date with a time of this calendar");
        }
    }

    private @Nullable Object start(Object value, Conversion conversion) {
        return value instanceof LocalDate date && DateForm.isCommon(date)
                ? date.atStartOfDay(zone).toInstant()
                : conversion.cannot("is not a date");
    }

    /** An instant loses its time of day; only where the host holds days alone, nothing of its own is lost. */
    @Override
    public boolean isInvertible() {
        return false;
    }

    @Override
    public String text() {
        return (dayAtHost ? "day " : "start-of-day ") + Words.quoted(zone.getId());
    }

    @Override
    Optional<ValueShape> hostShape(ValueShape external) {
        FieldType reads = dayAtHost ? FieldType.INSTANT : FieldType.DATE;
        FieldType makes = dayAtHost ? FieldType.DATE : FieldType.INSTANT;
        return external.type() == reads ? Optional.of(external.with(makes)) : Optional.empty();
    }
}
