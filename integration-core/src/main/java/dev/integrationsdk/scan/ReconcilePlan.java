package dev.integrationsdk.scan;

import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a comparison of both sides has found: to be read before anything is repaired by it. It holds ids and names of fields,
 * and no values. Immutable.
 *
 * @param scope what was compared
 * @param comparedAt when the comparison began
 * @param read how many records the remote has given
 * @param found how many differences there are of each kind
 * @param findings the first {@value #MOST_FINDINGS} of them, in the order in which they were found
 * @param whole whether everything over there was seen; if it was not, or there was nothing at all, no record counts as missing
 *     there
 */
public record ReconcilePlan(
        EntityScope scope,
        Instant comparedAt,
        long read,
        Map<Difference, Long> found,
        List<Finding> findings,
        boolean whole) {
    /** Most findings; after a repair of these, a further comparison finds the others. */
    public static final int MOST_FINDINGS = 10_000;

    public ReconcilePlan {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(comparedAt, "comparedAt");
        found = Map.copyOf(found);
        findings = List.copyOf(findings);
    }

    /** What is different. */
    public enum Difference {
        /** The remote has a record that has no row here, or whose row is gone. */
        MISSING_HERE,
        /** A row here belongs to a record that the remote does not list. */
        MISSING_THERE,
        /** Both sides have it, and fields differ. */
        DIFFERENT
    }

    /** How many differences there are of this kind, in the plan or not. */
    public long count(Difference difference) {
        return found.getOrDefault(difference, 0L);
    }

    /** Whether both sides are the same. */
    public boolean isClean() {
        return whole && found.values().stream().allMatch(count -> count == 0);
    }

    /** The same plan with these findings alone, such as those that somebody has approved. */
    public ReconcilePlan only(List<Finding> chosen) {
        return new ReconcilePlan(scope, comparedAt, read, found, chosen, whole);
    }

    /** The rows to push where this side is right: those that differ, and those that are missing there. */
    public List<UUID> rowsToPush() {
        return findings.stream()
                .filter(finding -> finding.difference() != Difference.MISSING_HERE)
                .flatMap(finding -> finding.internalId().stream())
                .toList();
    }

    /**
     * One difference. Immutable.
     *
     * @param externalId the record over there
     * @param internalId the row here; empty if there never was one
     * @param fields names of the host's fields that differ
     */
    public record Finding(
            Difference difference, ExternalId externalId, Optional<UUID> internalId, SortedSet<String> fields) {
        public Finding {
            Objects.requireNonNull(difference, "difference");
            Objects.requireNonNull(externalId, "externalId");
            Objects.requireNonNull(internalId, "internalId");
            fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
        }
    }
}
