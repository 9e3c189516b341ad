package dev.integrationsdk.mapping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first of several values; the others are lost. */
final class FirstStep extends Converter {
    @Override
    @Nullable
    Object toHost(Object value, Conversion conversion) {
        return value instanceof List<?> list ? list.get(0) : value;
    }

    @Override
    @Nullable
    Object toExternal(Object value, Conversion conversion) {
        return value;
    }

    @Override
    public boolean isInvertible() {
        return false;
    }

    @Override
    public String text() {
        return "first";
    }

    @Override
    Optional<ValueShape> hostShape(ValueShape external) {
        return Optional.of(new ValueShape(external.type(), false));
    }

    @Override
    boolean takesLists() {
        return true;
    }
}
