package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A tenant's overrides as somebody has left them. Versions are only ever appended. Immutable; {@code toString} does not print
 * the rules.
 *
 * @param scope whose
 * @param overrides complete, not only what has changed; empty if there are none any more
 * @param revision 1 is the first; without gaps
 * @param changedBy who has left them so
 * @param changedAt by the library's clock
 */
public record FieldMappingVersion(
        EntityScope scope, NavigableMap<String, String> overrides, long revision, Actor changedBy, Instant changedAt) {
    /** @throws IllegalArgumentException if the revision is below 1 */
    public FieldMappingVersion {
        Objects.requireNonNull(scope, "scope");
        overrides = Collections.unmodifiableNavigableMap(new TreeMap<>(overrides));
        Objects.requireNonNull(changedBy, "changedBy");
        Objects.requireNonNull(changedAt, "changedAt");
        if (revision < 1) {
            throw new IllegalArgumentException("revision " + revision + " is below 1");
        }
    }

    public static FieldMappingVersion of(
            EntityScope scope, Map<String, String> overrides, long revision, Change change) {
        return new FieldMappingVersion(scope, new TreeMap<>(overrides), revision, change.by(), change.at());
    }

    /** Who has changed it, and when. */
    public record Change(Actor by, Instant at) {}

    @Override
    public String toString() {
        return scope + " field mapping, revision " + revision + ", " + overrides.size() + " overrides";
    }
}
