package dev.integrationsdk.http;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * One connector's way out. The call runs on a thread of the provider's, so that the caller can be interrupted and is
 * never held longer than it asked for, not even by a look-up of a name.
 */
final class OkHttpTransport implements HttpTransport {
    private final OkHttpClient reading;
    private final OkHttpClient writing;
    private final TransportOptions options;

    OkHttpTransport(OkHttpClient reading, OkHttpClient writing, TransportOptions options) {
        this.reading = reading;
        this.writing = writing;
        this.options = options;
    }

    @Override
    public HttpReply send(HttpCall call, CallContext context) {
        Request request = new RequestTranslation(options.onPremise()).request(call, context);
        Duration time = time(call, context, request);
        Call exchange = ("GET".equals(request.method()) ? reading : writing).newCall(request);
        if (reading.dispatcher().executorService().isShutdown()) {
            throw new IntegrationException(ErrorCode.CANCELLED, "the transport is closed");
        }
        exchange.timeout().timeout(time.toNanos(), TimeUnit.NANOSECONDS);
        PendingReply pending = new PendingReply(options.maxReplyBytes());
        exchange.enqueue(pending);
        return pending.await(exchange, time);
    }

    private Duration time(HttpCall call, CallContext context, Request request) {
        Duration left = Duration.between(options.clock().instant(), context.deadline());
        Duration time = left.compareTo(call.timeout()) < 0 ? left : call.timeout();
        if (time.isNegative() || time.isZero()) {
            throw new IntegrationException(
                    ErrorCode.TIMED_OUT,
                    "no time was left to call " + request.url().host());
        }
        return time;
    }
}
