package dev.integrationsdk.store;

import dev.integrationsdk.spi.error.ErrorCode;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which dead letters are wanted. Immutable; the {@code with} methods return a changed copy.
 *
 * @param ids these alone; empty for no matter which
 * @param code of this cause alone
 * @param dueBy of those alone that are tried again by themselves, at this instant or before
 * @param after those behind this one alone: the last one of the page before
 * @param limit how many at most, 1 to 1,000
 */
public record LetterQuery(
        Set<UUID> ids, Optional<ErrorCode> code, Optional<Instant> dueBy, Optional<UUID> after, int limit) {
    private static final int MOST = 1_000;

    /** @throws IllegalArgumentException if the limit is out of its bounds */
    public LetterQuery {
        ids = Set.copyOf(ids);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ", but is " + limit);
        }
    }

    /** The first page of all of them. */
    public static LetterQuery first(int limit) {
        return new LetterQuery(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    /**
     * These letters, as far as they are there.
     *
     * @throws IllegalArgumentException if there are none, or more than 1,000
     */
    public static LetterQuery of(Collection<UUID> ids) {
        Set<UUID> once = Set.copyOf(ids);
        return new LetterQuery(once, Optional.empty(), Optional.empty(), Optional.empty(), once.size());
    }

    public LetterQuery withCode(ErrorCode only) {
        return new LetterQuery(ids, Optional.of(only), dueBy, after, limit);
    }

    public LetterQuery withDueBy(Instant now) {
        return new LetterQuery(ids, code, Optional.of(now), after, limit);
    }

    public LetterQuery withAfter(UUID last) {
        return new LetterQuery(ids, code, dueBy, Optional.of(last), limit);
    }
}
