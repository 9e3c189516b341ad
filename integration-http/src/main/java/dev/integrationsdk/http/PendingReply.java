package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;

/** Takes one answer in on OkHttp's thread and hands it to the thread that waits for it. */
final class PendingReply implements Callback {
    private final long maxBytes;
    private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();

    PendingReply(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws IntegrationException if there was no whole answer, or the thread was interrupted */
    HttpReply await(Call call, Duration time) {
        try {
            return reply.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw TransportFailures.of(call.request(), failed.getCause());
        } catch (TimeoutException late) {
            call.cancel();
            throw TransportFailures.timedOut(call.request(), late);
        } catch (InterruptedException interrupted) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw new IntegrationException(
                    ErrorCode.CANCELLED,
                    "interrupted while waiting for " + call.request().url().host(),
                    interrupted);
        }
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        reply.completeExceptionally(failure);
    }

    @Override
    public void onResponse(Call call, Response response) {
        try (response) {
            reply.complete(new HttpReply(response.code(), headers(response.headers()), body(response)));
        } catch (IOException | RuntimeException failure) {
            // Else closing would read on, to use the connection again.
            call.cancel();
            reply.completeExceptionally(failure);
        }
    }

    private static Map<String, String> headers(Headers received) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < received.size(); i++) {
            headers.put(received.name(i), received.value(i));
        }
        return headers;
    }

    /** Counts what comes out of decompression: half a megabyte can become half a gigabyte. */
    private byte[] body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (response.body().contentLength() > maxBytes || source.request(maxBytes + 1)) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "the answer of " + response.request().url().host() + " has more than " + maxBytes + " bytes");
        }
        return source.readByteArray();
    }
}
