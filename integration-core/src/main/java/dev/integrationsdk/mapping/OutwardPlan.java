package dev.integrationsdk.mapping;

import dev.integrationsdk.mapping.FieldMapping.Rest;
import dev.integrationsdk.spi.record.Attributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mapping on the way out, made ready once. */
final class OutwardPlan {
    private final List<FieldRule> rules;
    private final Map<String, List<FieldRule>> split = new TreeMap<>();
    private final Optional<Rest> rest;
    private final boolean identity;
    private final Set<String> claimed;
    private final Set<String> hostNames;

    OutwardPlan(Map<String, FieldRule> all, Optional<Rest> whole) {
        List<FieldRule> pushed =
                all.values().stream().filter(rule -> rule.direction().pushes()).toList();
        rules = pushed.stream()
                .filter(rule -> !(rule.source() instanceof FieldSource.Part))
                .toList();
        pushed.stream()
                .filter(rule -> rule.source() instanceof FieldSource.Part)
                .sorted((one, other) ->
                        Integer.compare(part(one).part(), part(other).part()))
                .forEach(rule -> split.computeIfAbsent(part(rule).name(), none -> new ArrayList<>())
                        .add(rule));
        rest = whole.filter(others -> others.direction().pushes());
        identity = all.isEmpty() && rest.isPresent() && rest.get().prefix().isEmpty();
        claimed = new HashSet<>();
        all.values().forEach(rule -> claimed.addAll(rule.externalNames()));
        hostNames = Set.copyOf(all.keySet());
    }

    private static FieldSource.Part part(FieldRule rule) {
        return (FieldSource.Part) rule.source();
    }

    MappedRecord apply(Attributes host) {
        if (identity) {
            return new MappedRecord(host, List.of());
        }
        Attributes.Builder external = Attributes.builder();
        Conversion conversion = new Conversion();
        for (FieldRule rule : rules) {
            if (host.contains(rule.hostName())) {
                write(rule, host, external, conversion);
            }
        }
        split.forEach((name, parts) -> joinParts(name, parts, host, external, conversion));
        conversion.refuseFailures();
        rest.ifPresent(others -> keep(others, host, external));
        return new MappedRecord(external.build(), conversion.unknown());
    }

    private static void write(FieldRule rule, Attributes host, Attributes.Builder external, Conversion conversion) {
        List<String> names = rule.externalNames();
        if (names.isEmpty()) {
            return;
        }
        conversion.begin(names.get(0));
        Object value = rule.out(host.get(rule.hostName()).orElse(null), conversion);
        if (conversion.hasFailed()) {
            return;
        }
        if (rule.source() instanceof FieldSource.Joined joined) {
            writeParts(joined, value, external, conversion);
        } else {
            external.put(names.get(0), value);
        }
    }

    private static void writeParts(
            FieldSource.Joined joined, @Nullable Object value, Attributes.Builder external, Conversion conversion) {
        if (value != null && !(value instanceof String)) {
            conversion.cannot("is not text");
            return;
        }
        List<String> parts = value instanceof String text
                ? Words.split(text, joined.separator(), joined.names().size())
                : List.of();
        for (int i = 0; i < joined.names().size(); i++) {
            external.put(joined.names().get(i), i < parts.size() ? parts.get(i) : null);
        }
    }

    /** Null parts at the end are left out; between others they are empty. */
    private static void joinParts(
            String name, List<FieldRule> parts, Attributes host, Attributes.Builder external, Conversion conversion) {
        List<FieldRule> there =
                parts.stream().filter(rule -> host.contains(rule.hostName())).toList();
        if (there.isEmpty()) {
            return;
        }
        conversion.begin(name);
        if (there.size() < parts.size()) {
            conversion.cannot("needs all of its parts");
            return;
        }
        List<String> texts = new ArrayList<>();
        int last = 0;
        for (FieldRule rule : parts) {
            Object value = rule.out(host.get(rule.hostName()).orElse(null), conversion);
            if (value != null && !(value instanceof String)) {
                conversion.cannot("has a part that is not text");
            }
            texts.add(value == null ? "" : value.toString());
            last = value == null ? last : texts.size();
        }
        String separator = part(parts.get(0)).separator();
        external.put(name, last == 0 ? null : String.join(separator, texts.subList(0, last)));
    }

    private void keep(Rest others, Attributes host, Attributes.Builder external) {
        String prefix = others.prefix();
        for (int i = 0; i < host.size(); i++) {
            String name = host.nameAt(i);
            if (!hostNames.contains(name) && name.startsWith(prefix) && name.length() > prefix.length()) {
                String own = name.substring(prefix.length());
                if (!claimed.contains(own)) {
                    external.put(own, host.valueAt(i));
                }
            }
        }
    }
}
