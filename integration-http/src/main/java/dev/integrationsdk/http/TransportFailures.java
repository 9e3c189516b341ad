package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.io.InterruptedIOException;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Says what a failed exchange means. Foreign messages are not repeated: they can hold what was sent. */
final class TransportFailures {
    private TransportFailures() {}

    static IntegrationException of(Request request, @Nullable Throwable failure) {
        if (failure instanceof IntegrationException known) {
            return known;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ForbiddenAddressException forbidden) {
                return new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "host " + forbidden.host() + " leads to an address that only on-premise connectors may call");
            }
        }
        if (failure instanceof InterruptedIOException) {
            return timedOut(request, failure);
        }
        String kind = failure == null ? "no reason" : failure.getClass().getName();
        return new IntegrationException(
                ErrorCode.NETWORK_FAILED,
                request.method() + " to " + request.url().host() + " brought no whole answer: " + kind,
                failure);
    }

    static IntegrationException timedOut(Request request, Throwable cause) {
        return new IntegrationException(
                ErrorCode.TIMED_OUT,
                request.method() + " to " + request.url().host() + " was not answered in time",
                cause);
    }
}
