package dev.integrationsdk.internal.sync;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.FieldHashes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings what both sides hold of a record into one notation, that of the remote as the field mapping writes it, so that they
 * can be compared field by field. Confined to one thread.
 */
final class FieldComparer {
    /** Before the name of a field that only comes in, under the host's name. */
    private static final String INWARD = "<";

    private final FieldMapping mapping;
    private final Set<String> inward = new TreeSet<>();
    private final ContentHasher hasher = new ContentHasher();

    FieldComparer(FieldMapping mapping) {
        this.mapping = mapping;
        mapping.rules().stream()
                .filter(rule -> !rule.direction().pushes())
                .forEach(rule -> inward.add(rule.hostName()));
    }

    /**
     * What the remote holds; empty if the mapping has no way back for it, so that nothing can be compared.
     *
     * @param mapped its record in the host's shape
     */
    Optional<Map<String, Long>> ofRemote(Attributes mapped) {
        return ofHost(mapped).map(hashes -> withInward(hashes, mapped));
    }

    /** What the host holds, in the same notation; empty if the mapping has no way for it. */
    Optional<Map<String, Long>> ofHost(Attributes host) {
        try {
            return Optional.of(hashes(outward(host)));
        } catch (IntegrationException noWayOut) {
            return Optional.empty();
        }
    }

    private Map<String, Long> withInward(Map<String, Long> hashes, Attributes mapped) {
        for (int i = 0; i < mapped.size(); i++) {
            String name = mapped.nameAt(i);
            if (inward.contains(name)) {
                hashes.put(INWARD + name, hasher.hash(mapped, i));
            }
        }
        return hashes;
    }

    /**
     * What the host holds, as it would be written.
     *
     * @throws IntegrationException MAPPING_FAILED
     */
    Attributes outward(Attributes host) {
        return mapping.toExternal(host).attributes();
    }

    /** By name. */
    Map<String, Long> hashes(Attributes external) {
        Map<String, Long> hashes = new TreeMap<>();
        for (int i = 0; i < external.size(); i++) {
            hashes.put(external.nameAt(i), hasher.hash(external, i));
        }
        return hashes;
    }

    /** Which fields hold something else than both sides last agreed on. */
    static Set<String> changed(Map<String, Long> now, FieldHashes agreed) {
        Set<String> changed = new TreeSet<>();
        now.forEach((name, hash) -> {
            if (agreed.of(name).isEmpty() || agreed.of(name).getAsLong() != hash) {
                changed.add(name);
            }
        });
        return changed;
    }

    /** What is agreed on from now on: the others stay as they were. */
    static FieldHashes agreed(FieldHashes before, Map<String, Long> news) {
        Map<String, Long> all = new TreeMap<>(before.all());
        all.putAll(news);
        return FieldHashes.of(all);
    }
}
