package dev.integrationsdk.connector;

import dev.integrationsdk.spi.identity.Actor;
import java.time.Instant;
import java.util.Objects;

/**
 * A connector as somebody has left it. Versions are only ever appended: going back to an earlier one appends its
 * configuration anew. Immutable; the methods that change something return the version that follows.
 *
 * @param config complete, not only what has changed; without secrets
 * @param status whether it may be used
 * @param revision 1 is the first; without gaps
 * @param changedBy who has left it so
 * @param changedAt by the library's clock
 */
public record ConnectorVersion(
        ConnectorConfig config, ConnectorStatus status, long revision, Actor changedBy, Instant changedAt) {
    /** @throws IllegalArgumentException if the revision is below 1, or if the first one says that it is deleted */
    public ConnectorVersion {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(changedBy, "changedBy");
        Objects.requireNonNull(changedAt, "changedAt");
        if (revision < 1 || (revision == 1 && status == ConnectorStatus.DELETED)) {
            throw new IllegalArgumentException("revision " + revision + " cannot be " + status);
        }
    }

    /** A new connector, which is off until somebody turns it on. */
    public static ConnectorVersion first(ConnectorConfig config, Actor by, Instant at) {
        return new ConnectorVersion(config, ConnectorStatus.DISABLED, 1, by, at);
    }

    /** Configured otherwise, or as in an earlier version. */
    public ConnectorVersion with(ConnectorConfig other, Actor by, Instant at) {
        return new ConnectorVersion(other, status, revision + 1, by, at);
    }

    /** Turned on. */
    public ConnectorVersion enabled(Actor by, Instant at) {
        return new ConnectorVersion(config, ConnectorStatus.ENABLED, revision + 1, by, at);
    }

    /** Turned off. */
    public ConnectorVersion disabled(Actor by, Instant at) {
        return new ConnectorVersion(config, ConnectorStatus.DISABLED, revision + 1, by, at);
    }

    /** The last version, which has no settings. */
    public ConnectorVersion deleted(Actor by, Instant at) {
        ConnectorConfig bare = ConnectorConfig.of(config.tenant(), config.id(), config.system());
        return new ConnectorVersion(bare, ConnectorStatus.DELETED, revision + 1, by, at);
    }

    /** Whose version it is. */
    public ConnectorKey key() {
        return config.key();
    }
}
