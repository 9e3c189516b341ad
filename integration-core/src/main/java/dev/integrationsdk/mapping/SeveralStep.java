package dev.integrationsdk.mapping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value as a list of it. */
final class SeveralStep extends Converter {
    @Override
    @Nullable
    Object toHost(Object value, Conversion conversion) {
        return value instanceof List<?> ? conversion.cannot("has several values already") : List.of(value);
    }

    @Override
    @Nullable
    Object toExternal(Object value, Conversion conversion) {
        return value instanceof List<?> list && list.size() == 1
                ? list.get(0)
                : conversion.cannot("is not a list of one value");
    }

    @Override
    public boolean isInvertible() {
        return true;
    }

    @Override
    public String text() {
        return "several";
    }

    @Override
    Optional<ValueShape> hostShape(ValueShape external) {
        return external.several() ? Optional.empty() : Optional.of(new ValueShape(external.type(), true));
    }

    @Override
    boolean takesLists() {
        return true;
    }

    @Override
    boolean writesLists() {
        return true;
    }
}
