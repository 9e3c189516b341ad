package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.record.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a field of the host comes from. Immutable. */
sealed interface FieldSource {
    List<String> externalNames();

    /** Whether the remote has sent any of it, be it null. */
    boolean isIn(Attributes external);

    /** Null if it is cleared. */
    @Nullable
    Object read(Attributes external);

    /** Which way it goes unless said otherwise. */
    default MappingDirection usualDirection() {
        return MappingDirection.BOTH;
    }

    String text();

    /** One field. */
    record Plain(String name) implements FieldSource {
        @Override
        public List<String> externalNames() {
            return List.of(name);
        }

        @Override
        public boolean isIn(Attributes external) {
            return external.contains(name);
        }

        @Override
        public @Nullable Object read(Attributes external) {
            return external.get(name).orElse(null);
        }

        @Override
        public String text() {
            return RuleText.name(name);
        }
    }

    /** None. */
    record Constant(String value) implements FieldSource {

        @Override
        public List<String> externalNames() {
            return List.of();
        }

        @Override
        public boolean isIn(Attributes external) {
            return true;
        }

        @Override
        public Object read(Attributes external) {
            return value;
        }

        @Override
        public MappingDirection usualDirection() {
            return MappingDirection.PULL;
        }

        @Override
        public String text() {
            return "constant " + Words.always(value);
        }
    }

    /** Several fields. */
    record Joined(List<String> names, String separator) implements FieldSource {
        @Override
        public List<String> externalNames() {
            return names;
        }

        @Override
        public boolean isIn(Attributes external) {
            return names.stream().anyMatch(external::contains);
        }

        @Override
        public @Nullable Object read(Attributes external) {
            List<String> parts = new ArrayList<>();
            for (String name : names) {
                external.text(name).ifPresent(parts::add);
            }
            return parts.isEmpty() ? null : String.join(separator, parts);
        }

        @Override
        public String text() {
            return "join " + Words.always(separator) + " "
                    + names.stream().map(RuleText::name).collect(Collectors.joining(" "));
        }
    }

    /** One part of a field. */
    record Part(String name, int part, int of, String separator) implements FieldSource {
        @Override
        public List<String> externalNames() {
            return List.of(name);
        }

        @Override
        public boolean isIn(Attributes external) {
            return external.contains(name);
        }

        @Override
        public @Nullable Object read(Attributes external) {
            List<String> parts = external.text(name)
                    .map(text -> Words.split(text, separator, of))
                    .orElse(List.of());
            return part <= parts.size() ? parts.get(part - 1) : null;
        }

        @Override
        public String text() {
            return "part " + part + " of " + of + " " + Words.always(separator) + " " + RuleText.name(name);
        }
    }
}
