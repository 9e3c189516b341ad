package dev.integrationsdk.mapping;

import dev.integrationsdk.mapping.FieldMapping.Rest;
import dev.integrationsdk.spi.record.Attributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping on the way in, made ready once: where only names change, a record costs one look-up for each attribute. */
final class InwardPlan {
    private final List<FieldRule> rules;
    private final Optional<Rest> rest;
    private final boolean identity;
    private final boolean renames;
    private final Map<String, FieldRule> byExternalName = new HashMap<>();
    private final Set<String> claimed;
    private final Set<String> hostNames;
    private final int required;

    InwardPlan(Map<String, FieldRule> all, Optional<Rest> whole) {
        rules = all.values().stream().filter(rule -> rule.direction().pulls()).toList();
        rest = whole.filter(others -> others.direction().pulls());
        identity = all.isEmpty() && rest.isPresent() && rest.get().prefix().isEmpty();
        rules.forEach(rule -> rule.externalNames().forEach(name -> byExternalName.put(name, rule)));
        renames =
                rest.isEmpty() && rules.stream().allMatch(FieldRule::isPlain) && byExternalName.size() == rules.size();
        claimed = new HashSet<>();
        all.values().forEach(rule -> claimed.addAll(rule.externalNames()));
        hostNames = Set.copyOf(all.keySet());
        required = (int) rules.stream().filter(FieldRule::isRequired).count();
    }

    MappedRecord apply(Attributes external) {
        if (identity) {
            return new MappedRecord(external, List.of());
        }
        return renames ? new MappedRecord(renamed(external), List.of()) : converted(external);
    }

    private Attributes renamed(Attributes external) {
        Attributes.Builder host = Attributes.builder();
        int present = 0;
        for (int i = 0; i < external.size(); i++) {
            FieldRule rule = byExternalName.get(external.nameAt(i));
            if (rule != null) {
                Object value = external.valueAt(i);
                host.put(rule.hostName(), value);
                if (value != null && rule.isRequired()) {
                    present++;
                }
            }
        }
        if (present < required) {
            Conversion conversion = new Conversion();
            rules.stream()
                    .filter(rule -> external.get(rule.externalNames().get(0)).isEmpty())
                    .forEach(conversion::requires);
            conversion.refuseFailures();
        }
        return host.build();
    }

    private MappedRecord converted(Attributes external) {
        Attributes.Builder host = Attributes.builder();
        Conversion conversion = new Conversion();
        for (FieldRule rule : rules) {
            rule.toHost(external, host, conversion);
        }
        conversion.refuseFailures();
        rest.ifPresent(others -> keep(others, external, host));
        return new MappedRecord(host.build(), conversion.unknown());
    }

    private void keep(Rest others, Attributes external, Attributes.Builder host) {
        for (int i = 0; i < external.size(); i++) {
            String name = others.prefix() + external.nameAt(i);
            if (!claimed.contains(external.nameAt(i)) && !hostNames.contains(name)) {
                host.put(name, external.valueAt(i));
            }
        }
    }
}
