package dev.integrationsdk.mapping;

import dev.integrationsdk.mapping.FieldMapping.Rest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules that lie over others, by field of the host. Immutable as long as nobody changes its parts.
 *
 * @param rules in place of those beneath
 * @param rests rules for all other fields, in place of that beneath
 * @param off names whose rule beneath does not count
 */
record MappingLayer(Map<String, FieldRule> rules, List<Rest> rests, Set<String> off) {
    private static final String OFF = "off";

    List<Rest> rest() {
        return rests;
    }

    /** What cannot be read is added to the problems and left out. */
    static MappingLayer read(Map<String, String> fields, List<MappingProblem> problems) {
        MappingLayer layer = new MappingLayer(new LinkedHashMap<>(), new ArrayList<>(), new TreeSet<>());
        if (fields.size() > FieldMapping.MOST_RULES) {
            problems.add(new MappingProblem("*", "there are more than " + FieldMapping.MOST_RULES + " rules"));
            return layer;
        }
        new TreeMap<>(fields).forEach((name, text) -> {
            try {
                layer.add(name, text.strip());
            } catch (IllegalArgumentException wrong) {
                problems.add(new MappingProblem(shown(name), String.valueOf(wrong.getMessage())));
            }
        });
        return layer;
    }

    private void add(String name, String text) {
        FieldRule.checked(name);
        if (text.equals(OFF)) {
            off.add(name);
        } else if (name.endsWith("*")) {
            rests.add(new Rest(name.substring(0, name.length() - 1), restDirection(text)));
        } else {
            rules.put(name, RuleText.read(name, text));
        }
    }

    private static MappingDirection restDirection(String text) {
        for (MappingDirection direction : MappingDirection.values()) {
            if (text.equals("* | " + direction.name().toLowerCase(Locale.ROOT))) {
                return direction;
            }
        }
        if (text.equals("*")) {
            return MappingDirection.BOTH;
        }
        throw new IllegalArgumentException("is for all other fields, and is * or * | pull or * | push");
    }

    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(FieldRule.LONGEST_NAME)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
