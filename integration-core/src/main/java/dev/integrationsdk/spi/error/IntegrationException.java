package dev.integrationsdk.spi.error;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every error of the library and of its adapters. The {@link #code()} decides what happens next.
 *
 * <p>A message says what was wrong and where. It never carries a secret, personal data or another library's message:
 * those may hold either. Immutable but for what {@link Throwable} itself allows.
 */
public final class IntegrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient @Nullable Instant retryAt;

    public IntegrationException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /** @param cause kept for the log; its message is not repeated */
    public IntegrationException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, null);
    }

    private IntegrationException(ErrorCode code, String message, @Nullable Throwable cause, @Nullable Instant retryAt) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.retryAt = retryAt;
    }

    /** The remote named the instant from which it will answer again. */
    public static IntegrationException retryAt(ErrorCode code, String message, Instant retryAt) {
        return new IntegrationException(code, message, null, Objects.requireNonNull(retryAt, "retryAt"));
    }

    public ErrorCode code() {
        return code;
    }

    /** When the remote will answer again, where it said so. */
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    /** Code, message and remedy in one line, for a person. */
    public String explanation() {
        return code + ": " + getMessage() + " " + code.remedy();
    }
}
