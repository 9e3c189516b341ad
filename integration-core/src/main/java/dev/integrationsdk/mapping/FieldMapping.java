package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.record.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes of the remote are which attributes of the host, and how the one becomes the other, both ways. Absent
 * stays absent, null stays null and empty text stays empty, unless a rule says otherwise. Immutable.
 */
public final class FieldMapping {
    /** More than any record has fields of use. */
    public static final int MOST_RULES = 1_000;

    private static final FieldMapping IDENTITY =
            new FieldMapping(Map.of(), Optional.of(new Rest("", MappingDirection.BOTH)), false);

    private final Map<String, FieldRule> rules;
    private final Optional<Rest> rest;
    private final boolean takesProposals;
    private final Set<String> externalNames;
    private final InwardPlan inward;
    private final OutwardPlan outward;

    private FieldMapping(Map<String, FieldRule> rules, Optional<Rest> rest, boolean takesProposals) {
        this.rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        this.rest = rest;
        this.takesProposals = takesProposals;
        this.externalNames = rest.isPresent() && rest.get().direction().pulls() ? Set.of() : pulled(rules.values());
        this.inward = new InwardPlan(this.rules, rest);
        this.outward = new OutwardPlan(this.rules, rest);
    }

    private static Set<String> pulled(Collection<FieldRule> rules) {
        Set<String> names = new LinkedHashSet<>();
        rules.stream().filter(rule -> rule.direction().pulls()).forEach(rule -> names.addAll(rule.externalNames()));
        return Collections.unmodifiableSet(names);
    }

    /** What becomes of fields without a rule. */
    record Rest(String prefix, MappingDirection direction) {
        String key() {
            return prefix + "*";
        }

        String text() {
            return direction == MappingDirection.BOTH
                    ? "*"
                    : "* | " + direction.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Everything that the remote sends, under its own name. */
    public static FieldMapping identity() {
        return IDENTITY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads what {@link #fields} writes.
     *
     * @throws IllegalArgumentException naming everything that is wrong by rule
     */
    public static FieldMapping parse(Map<String, String> fields) {
        List<MappingProblem> problems = new ArrayList<>();
        MappingLayer layer = MappingLayer.read(fields, problems);
        if (!layer.off().isEmpty()) {
            layer.off().forEach(name -> problems.add(new MappingProblem(name, "is off, with nothing beneath it")));
        }
        FieldMapping mapping = checked(layer.rules(), layer.rest(), problems);
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        return mapping;
    }

    /** The rules that stand together; what is wrong with them is added to the problems. */
    static FieldMapping checked(Map<String, FieldRule> rules, List<Rest> rests, List<MappingProblem> problems) {
        problems.addAll(Collisions.of(rules.values(), rests));
        return new FieldMapping(rules, rests.stream().findFirst(), false);
    }

    private static IllegalArgumentException refused(List<MappingProblem> problems) {
        return new IllegalArgumentException(
                problems.stream().sorted().map(MappingProblem::toString).collect(Collectors.joining("; ")));
    }

    /** As text by field of the host: what is stored, shown and edited. */
    public NavigableMap<String, String> fields() {
        NavigableMap<String, String> fields = new TreeMap<>();
        rules.forEach((name, rule) -> fields.put(name, rule.text()));
        rest.ifPresent(others -> fields.put(others.key(), others.text()));
        return fields;
    }

    /** In the order in which they were given. */
    public List<FieldRule> rules() {
        return List.copyOf(rules.values());
    }

    Map<String, FieldRule> byHostName() {
        return rules;
    }

    Optional<Rest> rest() {
        return rest;
    }

    boolean takesProposals() {
        return takesProposals;
    }

    /** The remote's names that this mapping reads; empty means all. */
    public Set<String> externalNames() {
        return externalNames;
    }

    /** Whether every record in the host's shape goes out and comes back as it was. */
    public boolean isInvertible() {
        return rules.values().stream().allMatch(FieldRule::isInvertible)
                && rest.map(others -> others.direction() == MappingDirection.BOTH)
                        .orElse(true);
    }

    /**
     * The host's shape of a record.
     *
     * @throws IntegrationException MAPPING_FAILED naming every attribute that is required and has no value, and every
     *     field that cannot be converted
     */
    public MappedRecord toHost(Attributes external) {
        return inward.apply(external);
    }

    /**
     * The remote's shape of a record; what is absent in the host's is absent in it.
     *
     * @throws IntegrationException MAPPING_FAILED naming every field that cannot be converted
     */
    public MappedRecord toExternal(Attributes host) {
        return outward.apply(host);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldMapping mapping
                && takesProposals == mapping.takesProposals
                && fields().equals(mapping.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return "FieldMapping" + fields();
    }

    /** Collects rules. Not thread-safe. */
    public static final class Builder {
        private final Map<String, FieldRule> rules = new LinkedHashMap<>();
        private final List<MappingProblem> problems = new ArrayList<>();
        private Optional<Rest> rest = Optional.empty();
        private boolean proposals;

        private Builder() {}

        /** @throws IllegalArgumentException if either name is used twice */
        public Builder field(String externalName, String hostName) {
            Objects.requireNonNull(externalName, "externalName");
            Objects.requireNonNull(hostName, "hostName");
            boolean twice = rules.containsKey(hostName)
                    || rules.values().stream()
                            .anyMatch(rule -> rule.externalNames().contains(externalName));
            if (twice) {
                throw new IllegalArgumentException("field " + externalName + " or " + hostName + " is mapped twice");
            }
            return rule(FieldRule.of(externalName, hostName));
        }

        /** A record without a value for it becomes a dead letter. */
        public Builder requiredField(String externalName, String hostName) {
            field(externalName, hostName);
            rules.put(hostName, FieldRule.of(externalName, hostName).required());
            return this;
        }

        /** Adds a rule; whether it stands with the others is seen by {@link #build}. */
        public Builder rule(FieldRule rule) {
            if (rules.put(rule.hostName(), rule) != null) {
                problems.add(new MappingProblem(rule.hostName(), "is mapped twice"));
            }
            return this;
        }

        /**
         * Keeps every attribute without a rule, such as an account's own fields, under its own name behind a prefix.
         *
         * @param prefix empty for none
         */
        public Builder rest(String prefix, MappingDirection direction) {
            rest = Optional.of(new Rest(prefix, direction));
            return this;
        }

        /**
         * Takes what the adapter proposes for fields that have no rule here, by the names that hosts usually give them. Nothing
         * is proposed unless this is called.
         */
        public Builder proposals() {
            proposals = true;
            return this;
        }

        /**
         * @throws IllegalStateException if nothing was added: {@link #identity()} maps everything
         * @throws IllegalArgumentException naming all rules that do not stand together
         */
        public FieldMapping build() {
            if (rules.isEmpty() && rest.isEmpty() && !proposals) {
                throw new IllegalStateException("the field mapping has no fields");
            }
            List<MappingProblem> all = new ArrayList<>(problems);
            all.addAll(Collisions.of(rules.values(), rest.stream().toList()));
            if (!all.isEmpty()) {
                throw refused(all);
            }
            return new FieldMapping(rules, rest, proposals);
        }
    }
}
