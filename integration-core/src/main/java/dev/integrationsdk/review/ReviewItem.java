package dev.integrationsdk.review;

import dev.integrationsdk.spi.error.KeptText;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Something that a person must decide. It holds ids and names of fields, and of the record's values none but those that a
 * field mapping did not know. Immutable; the {@code with} methods return a changed copy.
 *
 * @param id time-ordered
 * @param scope where it belongs
 * @param kind why a person is asked
 * @param subject what it is about: of one kind and subject a scope has one item that is not closed; at most 600 characters
 * @param externalId the record, where it is about one
 * @param internalId the host's row, where it is about one
 * @param summary for a person, at most 1,000 characters
 * @param details lists of ids, fields or values by name; at most 50 names and 1,000 entries in all, of 600 characters each
 * @param status where it stands
 * @param correlationId of the run that asked
 * @param raisedAt by the library's clock
 * @param verdict what was decided
 */
public record ReviewItem(
        UUID id,
        EntityScope scope,
        ReviewKind kind,
        String subject,
        Optional<ExternalId> externalId,
        Optional<UUID> internalId,
        String summary,
        Map<String, List<String>> details,
        ReviewStatus status,
        CorrelationId correlationId,
        Instant raisedAt,
        Optional<Verdict> verdict) {
    /** Most entries of all details together. */
    public static final int MOST_ENTRIES = 1_000;

    public ReviewItem {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        if (subject.isEmpty() || subject.length() > 600) {
            throw new IllegalArgumentException("a subject has 1 to 600 characters, but has " + subject.length());
        }
        summary = KeptText.of(summary, 1_000);
        details = copy(details);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(raisedAt, "raisedAt");
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> details) {
        Map<String, List<String>> copy = new TreeMap<>();
        details.forEach((name, entries) -> copy.put(name, List.copyOf(entries)));
        int entries = copy.values().stream().mapToInt(List::size).sum();
        boolean tooLong = copy.values().stream().flatMap(List::stream).anyMatch(entry -> entry.length() > 600);
        if (copy.size() > 50 || entries > MOST_ENTRIES || tooLong) {
            throw new IllegalArgumentException("details have at most 50 names and " + MOST_ENTRIES
                    + " entries of at most 600 characters, but these have " + copy.size() + " and " + entries);
        }
        return Collections.unmodifiableMap(copy);
    }

    /** What can be decided of it. */
    public Set<Verdict.Choice> choices() {
        return switch (kind) {
            case SEVERAL_MATCHES, UNKNOWN_OUTCOME ->
                Set.of(Verdict.Choice.APPROVE, Verdict.Choice.REJECT, Verdict.Choice.MAP_TO);
            case TAKEN_ROW ->
                detail("push").isEmpty()
                        ? Set.of(Verdict.Choice.APPROVE, Verdict.Choice.REJECT, Verdict.Choice.MAP_TO)
                        : Set.of(Verdict.Choice.APPROVE, Verdict.Choice.REJECT);
            case UNKNOWN_VALUE -> Set.of(Verdict.Choice.APPROVE, Verdict.Choice.ALWAYS_MAP_TO);
            case CONFLICT, MASS_DELETION, DELETION, HOST_RULE -> Set.of(Verdict.Choice.APPROVE, Verdict.Choice.REJECT);
        };
    }

    /** @throws IllegalStateException if it cannot move there */
    public ReviewItem with(ReviewStatus next, Optional<Verdict> decided) {
        if (!status.canMoveTo(next)) {
            throw new IllegalStateException("review item " + id + " cannot move from " + status + " to " + next);
        }
        return new ReviewItem(
                id,
                scope,
                kind,
                subject,
                externalId,
                internalId,
                summary,
                details,
                next,
                correlationId,
                raisedAt,
                decided);
    }

    /** The entries under a name; empty if there are none. */
    public List<String> detail(String name) {
        return details.getOrDefault(name, List.of());
    }
}
