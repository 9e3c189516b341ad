package dev.integrationsdk.connector;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.KeptText;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a stored connector stands with its remote, as the library has found it: what changes without anybody configuring
 * anything. Immutable; the methods that change something return the revision that follows.
 *
 * @param state how it stands
 * @param since when it began to be so
 * @param cause why it is not connected
 * @param message for a person, without secrets and personal data; empty if there is nothing to say; at most
 *     {@value #MAX_MESSAGE} characters, longer ones are cut
 * @param retryAt when the remote answers again, where it said so
 * @param account who the connector is over there, as far as known
 * @param checkedAt when the last health check ended
 * @param pauses by direction
 * @param revision 0 is the first
 */
public record Connection(
        ConnectionState state,
        Instant since,
        Optional<ErrorCode> cause,
        String message,
        Optional<Instant> retryAt,
        Optional<String> account,
        Optional<Instant> checkedAt,
        Map<Direction, Pause> pauses,
        long revision) {
    /** Longest message. */
    public static final int MAX_MESSAGE = 1_000;
    /** Longest account. */
    public static final int MAX_ACCOUNT = 256;

    /** @throws IllegalArgumentException if the revision is negative or the account too long */
    public Connection {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(retryAt, "retryAt");
        Objects.requireNonNull(checkedAt, "checkedAt");
        message = KeptText.of(message, MAX_MESSAGE);
        pauses = Map.copyOf(pauses);
        if (revision < 0) {
            throw new IllegalArgumentException("revision must not be negative, but is " + revision);
        }
        account.ifPresent(text -> {
            if (text.isBlank() || text.length() > MAX_ACCOUNT) {
                throw new IllegalArgumentException("an account must have 1 to " + MAX_ACCOUNT + " characters");
            }
        });
    }

    /** Of a connector that was just created. */
    public static Connection pending(Instant at) {
        return new Connection(
                ConnectionState.PENDING,
                at,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                0);
    }

    /**
     * In another state.
     *
     * @throws IllegalStateException if this one cannot become that
     */
    public Connection moved(ConnectionState next, Instant at, Cause why) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("a connection that is " + state + " cannot become " + next);
        }
        return new Connection(
                next, at, why.code(), why.message(), why.retryAt(), account, checkedAt, pauses, revision + 1);
    }

    /** In the same state, for another reason. */
    public Connection because(Cause why) {
        return new Connection(
                state, since, why.code(), why.message(), why.retryAt(), account, checkedAt, pauses, revision + 1);
    }

    /** The remote has said who the connector is. */
    public Connection withAccount(Optional<String> known) {
        return new Connection(state, since, cause, message, retryAt, known, checkedAt, pauses, revision + 1);
    }

    public Connection checked(Instant at) {
        return new Connection(state, since, cause, message, retryAt, account, Optional.of(at), pauses, revision + 1);
    }

    /** Standing still in one direction, for the first reason that was given. */
    public Connection paused(Direction direction, Pause pause) {
        Map<Direction, Pause> changed = new EnumMap<>(Direction.class);
        changed.putAll(pauses);
        changed.putIfAbsent(direction, pause);
        return withPauses(changed);
    }

    /** Going on in one direction. */
    public Connection resumed(Direction direction) {
        Map<Direction, Pause> changed = new EnumMap<>(Direction.class);
        changed.putAll(pauses);
        changed.remove(direction);
        return withPauses(changed);
    }

    /** The same, as the one that follows another revision. */
    public Connection withRevision(long next) {
        return new Connection(state, since, cause, message, retryAt, account, checkedAt, pauses, next);
    }

    private Connection withPauses(Map<Direction, Pause> changed) {
        return new Connection(state, since, cause, message, retryAt, account, checkedAt, changed, revision + 1);
    }

    /**
     * Why a connection stands as it does. Immutable.
     *
     * @param code from the one table of errors
     * @param message for a person; empty if there is nothing to say
     * @param retryAt when the remote answers again, where it said so
     */
    public record Cause(Optional<ErrorCode> code, String message, Optional<Instant> retryAt) {
        private static final Cause NONE = new Cause(Optional.empty(), "", Optional.empty());

        /** Nothing is wrong. */
        public static Cause none() {
            return NONE;
        }

        public static Cause of(ErrorCode code, String message, Optional<Instant> retryAt) {
            return new Cause(Optional.of(code), message, retryAt);
        }
    }
}
