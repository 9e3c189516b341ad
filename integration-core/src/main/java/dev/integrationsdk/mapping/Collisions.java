package dev.integrationsdk.mapping;

import dev.integrationsdk.mapping.FieldMapping.Rest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds rules that do not stand together, whatever the schemas say. */
final class Collisions {
    private final List<MappingProblem> problems = new ArrayList<>();

    private Collisions() {}

    static List<MappingProblem> of(Collection<FieldRule> rules, List<Rest> rests) {
        Collisions found = new Collisions();
        if (rules.size() > FieldMapping.MOST_RULES) {
            found.add("*", "there are more than " + FieldMapping.MOST_RULES + " rules");
            return found.problems;
        }
        rests.stream().skip(1).forEach(rest -> found.add(rest.key(), "only one rule can be for all other fields"));
        found.written(rules);
        found.paths(rules);
        found.parts(rules);
        rules.stream()
                .filter(rule ->
                        rule.externalNames().isEmpty() && rule.direction().pushes())
                .forEach(rule -> found.add(rule.hostName(), "a constant is not sent"));
        return found.problems;
    }

    private void add(String field, String message) {
        problems.add(new MappingProblem(field, message));
    }

    /** Two rules must not write one field of the remote. */
    private void written(Collection<FieldRule> rules) {
        Map<String, FieldRule> writers = new HashMap<>();
        for (FieldRule rule : rules) {
            if (rule.direction().pushes()) {
                for (String name : rule.externalNames()) {
                    FieldRule other = writers.putIfAbsent(name, rule);
                    if (other != null && !isSameSplit(other, rule)) {
                        add(
                                rule.hostName(),
                                "writes the remote's '" + name + "', as '" + other.hostName()
                                        + "' does: let one of them only be pulled");
                    }
                }
            }
        }
    }

    private static boolean isSameSplit(FieldRule one, FieldRule other) {
        return one.source() instanceof FieldSource.Part first
                && other.source() instanceof FieldSource.Part second
                && first.of() == second.of()
                && first.separator().equals(second.separator());
    }

    /** A path must not go through a field that has a value of its own. */
    private void paths(Collection<FieldRule> rules) {
        Set<String> names = new HashSet<>();
        rules.forEach(rule -> names.add(rule.hostName()));
        for (FieldRule rule : rules) {
            String name = rule.hostName();
            for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
                if (names.contains(name.substring(0, dot))) {
                    add(name, "lies within '" + name.substring(0, dot) + "', which is a field itself");
                }
            }
        }
    }

    /** What is split can only be joined again if each part is there once. */
    private void parts(Collection<FieldRule> rules) {
        Map<String, Map<Integer, FieldRule>> split = new TreeMap<>();
        for (FieldRule rule : rules) {
            if (rule.source() instanceof FieldSource.Part part
                    && rule.direction().pushes()) {
                FieldRule other = split.computeIfAbsent(part.name(), none -> new TreeMap<>())
                        .putIfAbsent(part.part(), rule);
                if (other != null) {
                    add(rule.hostName(), "is the same part as '" + other.hostName() + "'");
                }
            }
        }
        split.values().forEach(this::complete);
    }

    private void complete(Map<Integer, FieldRule> parts) {
        FieldRule first = parts.values().iterator().next();
        int of = first.source() instanceof FieldSource.Part part ? part.of() : 0;
        if (parts.size() < of) {
            add(
                    first.hostName(),
                    "is sent as one of " + of + " parts, of which only " + parts.keySet()
                            + " have a rule: let it only be pulled");
        }
    }
}
