package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares a field mapping with the schemas of both sides, and finds everything that is wrong. */
public final class SchemaCheck {
    private static final int MOST_SHOWN = 5;

    private final FieldMapping mapping;
    private final ExternalFields external;
    private final Optional<HostSchema> host;
    private final List<MappingProblem> problems = new ArrayList<>();

    private SchemaCheck(FieldMapping mapping, ExternalFields external, Optional<HostSchema> host) {
        this.mapping = mapping;
        this.external = external;
        this.host = host;
    }

    /** @param host empty if the host has not said what its records look like */
    public static MappingCheck of(EffectiveMapping effective, ExternalFields external, Optional<HostSchema> host) {
        SchemaCheck check = new SchemaCheck(effective.mapping(), external, host);
        check.problems.addAll(effective.problems());
        check.mapping.rules().forEach(check::check);
        host.ifPresent(check::checkRequired);
        return new MappingCheck(check.problems, check.unchecked());
    }

    private void add(FieldRule rule, String message) {
        problems.add(new MappingProblem(rule.hostName(), message));
    }

    private void check(FieldRule rule) {
        Optional<Field> here = host.flatMap(schema -> schema.field(rule.hostName()));
        if (host.isPresent() && here.isEmpty()) {
            add(rule, "is not a field of the host");
        }
        List<Field> there = new ArrayList<>();
        for (String name : rule.externalNames()) {
            Optional<Field> field = external.field(name);
            field.ifPresent(there::add);
            if (field.isEmpty() && external.complete()) {
                add(
                        rule,
                        "reads '" + name + "', which the remote does not have"
                                + external.similar(name)
                                        .map(other -> "; it has '" + other + "'")
                                        .orElse(""));
            }
        }
        checkWritten(rule, there, here);
        checkShapes(rule, there, here);
        checkChoices(rule, there, here);
    }

    private void checkWritten(FieldRule rule, List<Field> there, Optional<Field> here) {
        for (Field field : there) {
            if (rule.direction().pushes() && field.isReadOnly()) {
                add(rule, "writes '" + field.name() + "', which the remote lets nobody write: let it only be pulled");
            }
        }
        if (rule.direction().pulls() && here.map(Field::isReadOnly).orElse(false)) {
            add(rule, "writes a field that the host lets nobody write: let it only be pushed");
        }
    }

    private void checkShapes(FieldRule rule, List<Field> there, Optional<Field> here) {
        Optional<ValueShape> shape = source(rule, there);
        for (Converter converter : rule.converters()) {
            if (shape.isPresent()) {
                Optional<ValueShape> next = converter.hostShape(shape.get());
                if (next.isEmpty()) {
                    add(rule, "has the converter '" + name(converter) + "', which cannot read " + shape.get());
                }
                shape = next;
            }
        }
        if (shape.isPresent() && here.isPresent()) {
            ValueShape wanted = ValueShape.of(here.get());
            if (!shape.get().fits(wanted)) {
                add(rule, "gets " + shape.get() + ", where the host wants " + wanted + ": it needs a converter");
            }
        }
    }

    private static Optional<ValueShape> source(FieldRule rule, List<Field> there) {
        if (!(rule.source() instanceof FieldSource.Plain)) {
            return Optional.of(ValueShape.TEXT);
        }
        return there.stream().findFirst().map(ValueShape::of);
    }

    private static String name(Converter converter) {
        String text = converter.text();
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private void checkChoices(FieldRule rule, List<Field> there, Optional<Field> here) {
        Set<String> external = options(there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty());
        Set<String> internal = options(here);
        Optional<ChoiceTable> table = rule.converters().stream()
                .filter(ChoiceTable.class::isInstance)
                .map(ChoiceTable.class::cast)
                .findFirst();
        if (table.isEmpty() && rule.converters().isEmpty()) {
            missing(rule, rule.direction().pulls() && !internal.isEmpty(), external, internal, "the host has no");
            return;
        }
        table.ifPresent(choices -> {
            boolean onlyOne = rule.converters().size() == 1;
            missing(
                    rule,
                    rule.direction().pulls() && choices.unknownTakenAs().isEmpty() && onlyOne,
                    external,
                    choices.externalValues(),
                    "the choice table does not know the remote's");
            missing(
                    rule,
                    rule.direction().pushes() && choices.unknownWrittenAs().isEmpty() && onlyOne,
                    internal,
                    choices.hostValues(),
                    "the choice table does not know the host's");
            Set<String> made = new TreeSet<>(choices.hostValues());
            choices.unknownTakenAs().ifPresent(made::add);
            missing(rule, !internal.isEmpty() && onlyOne, made, internal, "the host has no");
        });
    }

    private static Set<String> options(Optional<Field> field) {
        return field.stream()
                .flatMap(known -> known.options().stream())
                .map(Field.Option::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void missing(FieldRule rule, boolean looked, Set<String> wanted, Set<String> known, String what) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(known);
        if (looked && !missing.isEmpty()) {
            String more = missing.size() > MOST_SHOWN ? " and " + (missing.size() - MOST_SHOWN) + " more" : "";
            add(
                    rule,
                    what + " "
                            + missing.stream()
                                    .limit(MOST_SHOWN)
                                    .map(Words::always)
                                    .collect(Collectors.joining(", ")) + more);
        }
    }

    /** What the host needs has to come from somewhere. */
    private void checkRequired(HostSchema schema) {
        boolean restMayHaveIt =
                mapping.rest().map(rest -> rest.direction().pulls()).orElse(false);
        for (String name : schema.required()) {
            boolean pulled = mapping.rules().stream()
                    .anyMatch(rule ->
                            rule.hostName().equals(name) && rule.direction().pulls());
            if (!pulled && !restMayHaveIt) {
                problems.add(new MappingProblem(name, "is required by the host, and nothing is pulled into it"));
            }
        }
    }

    private List<String> unchecked() {
        List<String> unchecked = new ArrayList<>();
        if (host.isEmpty()) {
            unchecked.add("the host's side: the host has not said what its records look like");
        }
        if (!external.complete()) {
            Set<String> unknown = new TreeSet<>();
            mapping.rules()
                    .forEach(rule -> rule.externalNames().stream()
                            .filter(name -> external.field(name).isEmpty())
                            .forEach(unknown::add));
            if (!unknown.isEmpty()) {
                unchecked.add(
                        String.format(Locale.ROOT, "fields of the remote of which nothing is known: %s", unknown));
            }
        }
        return unchecked;
    }
}
