package dev.integrationsdk.internal;

import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a failure came from, without what somebody else's code said about it: an adapter's, a driver's or a parser's message
 * may hold a secret or a person's name. Its message names the exception that it stands for, and its trace where that was.
 */
public final class SafeCause extends Exception {
    private static final long serialVersionUID = 1L;

    private SafeCause(String standsFor, @Nullable Throwable cause) {
        super(standsFor, cause);
    }

    /** Stands for a failure and its causes; our own messages stay. */
    public static SafeCause of(Throwable failure) {
        return of(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static SafeCause of(Throwable failure, Set<Throwable> seen) {
        seen.add(failure);
        Throwable cause = failure.getCause();
        SafeCause safe =
                new SafeCause(standsFor(failure), cause == null || seen.contains(cause) ? null : of(cause, seen));
        safe.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                safe.addSuppressed(of(suppressed, seen));
            }
        }
        return safe;
    }

    private static String standsFor(Throwable failure) {
        if (failure instanceof SafeCause) {
            return "" + failure.getMessage();
        }
        return failure instanceof IntegrationException
                ? failure.toString()
                : failure.getClass().getName();
    }
}
