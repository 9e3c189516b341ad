package dev.integrationsdk.mapping;

import dev.integrationsdk.mapping.FieldMapping.Rest;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.schema.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mapping that counts: the adapter's proposal, over it the host's mapping, over it the tenant's overrides, field by field
 * of the host. Immutable.
 */
public final class EffectiveMapping {
    /** All overrides of a tenant together, in characters. */
    public static final int MOST_TEXT = 100_000;

    private final FieldMapping mapping;
    private final NavigableMap<String, MappingOrigin> origins;
    private final List<MappingProblem> problems;

    private EffectiveMapping(
            FieldMapping mapping, NavigableMap<String, MappingOrigin> origins, List<MappingProblem> problems) {
        this.mapping = mapping;
        this.origins = Collections.unmodifiableNavigableMap(origins);
        this.problems = problems.stream().distinct().sorted().toList();
    }

    /**
     * Lays the overrides over the host's mapping, and that over what the adapter proposes if the host takes proposals. What is
     * wrong with the overrides is a problem of the result, and left out of it.
     *
     * @param adapter what the adapter says of the entity type; empty if it says nothing
     * @param overrides as {@link FieldMapping#fields} writes rules; {@code off} takes one away
     */
    public static EffectiveMapping of(
            Optional<EntityTypeSpec> adapter, FieldMapping host, SortedMap<String, String> overrides) {
        if (overrides.isEmpty() && !host.takesProposals()) {
            return new EffectiveMapping(host, origins(host, MappingOrigin.HOST), List.of());
        }
        Layers layers = new Layers();
        if (host.takesProposals()) {
            adapter.map(EntityTypeSpec::fields).ifPresent(layers::propose);
        }
        layers.lay(host.byHostName(), host.rest().stream().toList(), MappingOrigin.HOST);
        layers.override(overrides);
        return layers.laid();
    }

    private static NavigableMap<String, MappingOrigin> origins(FieldMapping mapping, MappingOrigin origin) {
        NavigableMap<String, MappingOrigin> origins = new TreeMap<>();
        mapping.fields().keySet().forEach(name -> origins.put(name, origin));
        return origins;
    }

    /** With problems, it is not complete. */
    public FieldMapping mapping() {
        return mapping;
    }

    /** Where each rule comes from, by the names of {@link FieldMapping#fields}. */
    public NavigableMap<String, MappingOrigin> origins() {
        return origins;
    }

    /** What is wrong, whatever the schemas say. */
    public List<MappingProblem> problems() {
        return problems;
    }

    /** @throws IntegrationException INVALID_CONFIGURATION naming every problem */
    public FieldMapping require() {
        refuse(problems);
        return mapping;
    }

    static void refuse(List<MappingProblem> problems) {
        if (!problems.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION, "the field mapping cannot be used: " + problems);
        }
    }

    @Override
    public String toString() {
        return mapping + " from " + origins;
    }

    /** Lays one layer over the other. */
    private static final class Layers {
        private final Map<String, FieldRule> rules = new LinkedHashMap<>();
        private final NavigableMap<String, MappingOrigin> origins = new TreeMap<>();
        private final List<MappingProblem> problems = new ArrayList<>();
        private final List<Rest> rests = new ArrayList<>();

        void propose(List<Field> fields) {
            Map<String, FieldRule> proposed = new LinkedHashMap<>();
            for (Field field : fields) {
                field.usualName()
                        .ifPresent(name -> proposed.putIfAbsent(
                                name,
                                FieldRule.of(field.name(), name)
                                        .going(field.isReadOnly() ? MappingDirection.PULL : MappingDirection.BOTH)));
            }
            lay(proposed, List.of(), MappingOrigin.ADAPTER);
        }

        void lay(Map<String, FieldRule> over, List<Rest> others, MappingOrigin origin) {
            rules.putAll(over);
            over.keySet().forEach(name -> origins.put(name, origin));
            for (Rest rest : others) {
                rests.removeIf(former -> former.key().equals(rest.key()));
                rests.add(rest);
                origins.put(rest.key(), origin);
            }
        }

        void override(SortedMap<String, String> overrides) {
            long length = overrides.entrySet().stream()
                    .mapToLong(rule -> rule.getKey().length() + rule.getValue().length())
                    .sum();
            if (length > MOST_TEXT) {
                problems.add(new MappingProblem("*", "all rules together have more than " + MOST_TEXT + " characters"));
                return;
            }
            MappingLayer layer = MappingLayer.read(overrides, problems);
            for (String name : layer.off()) {
                boolean wasRule = rules.remove(name) != null;
                boolean wasRest = rests.removeIf(rest -> rest.key().equals(name));
                if (!wasRule && !wasRest) {
                    problems.add(new MappingProblem(name, "is off, with nothing beneath it"));
                }
                origins.remove(name);
            }
            lay(layer.rules(), layer.rests(), MappingOrigin.TENANT);
        }

        EffectiveMapping laid() {
            if (rules.isEmpty() && rests.isEmpty()) {
                problems.add(new MappingProblem("*", "no field is left"));
            }
            return new EffectiveMapping(FieldMapping.checked(rules, rests, problems), origins, problems);
        }
    }
}
