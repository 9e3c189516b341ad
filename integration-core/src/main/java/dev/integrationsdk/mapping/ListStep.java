package dev.integrationsdk.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Text with a separator on one side, a list on the other; a value that contains the separator is refused. */
final class ListStep extends Converter {
    private static final int MOST = 10_000;

    private final String separator;
    private final boolean listAtHost;

    ListStep(String separator, boolean listAtHost) {
        this.separator = Words.separator(separator);
        this.listAtHost = listAtHost;
    }

    @Override
    @Nullable
    Object toHost(Object value, Conversion conversion) {
        return listAtHost ? split(value, conversion) : join(value, conversion);
    }

    @Override
    @Nullable
    Object toExternal(Object value, Conversion conversion) {
        return listAtHost ? join(value, conversion) : split(value, conversion);
    }

    private @Nullable Object split(Object value, Conversion conversion) {
        if (!(value instanceof String text)) {
            return conversion.cannot("is not text");
        }
        List<String> parts = Words.split(text, separator, MOST + 1);
        return parts.size() > MOST ? conversion.cannot("has more than " + MOST + " values") : parts;
    }

    private @Nullable Object join(Object value, Conversion conversion) {
        if (!(value instanceof List<?> list)) {
            return conversion.cannot("is not a list");
        }
        List<String> parts = new ArrayList<>(list.size());
        for (Object one : list) {
            if (!(one instanceof String part) || part.contains(separator)) {
                return conversion.cannot("has a value that is not text without the separator");
            }
            parts.add(part);
        }
        String joined = String.join(separator, parts);
        // With ";;" between them, "a;" and "b" would be split one place too early.
        return Words.split(joined, separator, MOST + 1).equals(parts)
                ? joined
                : conversion.cannot("has a value that runs into the separator");
    }

    @Override
    public boolean isInvertible() {
        return true;
    }

    @Override
    public String text() {
        return (listAtHost ? "list " : "joined ") + Words.quoted(separator);
    }

    @Override
    Optional<ValueShape> hostShape(ValueShape external) {
        return external.isText() && external.several() != listAtHost
                ? Optional.of(new ValueShape(external.type(), listAtHost))
                : Optional.empty();
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
