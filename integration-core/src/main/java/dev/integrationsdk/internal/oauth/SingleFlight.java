package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Of the threads that want the same done for a connector one does it, and the others wait for it. Thread-safe. */
final class SingleFlight {
    private final Map<ConnectorKey, CompletableFuture<Secret>> flights = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience how long the others wait at most */
    SingleFlight(Duration patience) {
        this.patience = patience;
    }

    /** @throws IntegrationException what the work threw; TIMED_OUT or CANCELLED while waiting for another thread */
    Secret join(ConnectorKey connector, Supplier<Secret> work) {
        CompletableFuture<Secret> own = new CompletableFuture<>();
        CompletableFuture<Secret> flying = flights.putIfAbsent(connector, own);
        return flying == null ? fly(connector, own, work) : await(connector, flying);
    }

    private Secret fly(ConnectorKey connector, CompletableFuture<Secret> own, Supplier<Secret> work) {
        try {
            Secret result = work.get();
            own.complete(result);
            return result;
        } catch (RuntimeException | Error failure) {
            own.completeExceptionally(failure);
            throw failure;
        } finally {
            flights.remove(connector, own);
        }
    }

    private Secret await(ConnectorKey connector, CompletableFuture<Secret> flying) {
        try {
            return flying.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IntegrationException declared
                    ? new IntegrationException(declared.code(), String.valueOf(declared.getMessage()), declared)
                    : new IntegrationException(
                            ErrorCode.ENGINE_DEFECT, "the token of " + connector + " was not renewed", failure);
        } catch (TimeoutException slow) {
            throw new IntegrationException(
                    ErrorCode.TIMED_OUT, "the token of " + connector + " was not renewed in time", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(
                    ErrorCode.CANCELLED, "the token of " + connector + " was no longer waited for", stopped);
        }
    }
}
