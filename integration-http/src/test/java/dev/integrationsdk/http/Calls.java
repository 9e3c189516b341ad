package dev.integrationsdk.http;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the tests of this package call with. */
final class Calls {
    static final CallContext CONTEXT = within(Instant.MAX);

    private Calls() {}

    static CallContext within(Instant deadline) {
        return new CallContext(new CorrelationId("run-42"), deadline, 1);
    }

    static HttpTransport onPremise() {
        return onPremise(TransportOptions.DEFAULT_MAX_REPLY_BYTES);
    }

    static HttpTransport onPremise(long maxReplyBytes) {
        return new OkHttpTransportProvider().open(new TransportOptions(true, maxReplyBytes, Clock.systemUTC()));
    }

    static HttpTransport publicOnly() {
        return new OkHttpTransportProvider().open(new TransportOptions(false, 1_000_000, Clock.systemUTC()));
    }

    static HttpCall get(String uri) {
        return HttpCall.get(URI.create(uri));
    }

    static HttpCall post(String uri) {
        return HttpCall.post(URI.create(uri), "application/json", "{\"a\":1}");
    }

    /** The error of a call that has to fail. */
    static IntegrationException failure(HttpTransport transport, HttpCall call) {
        return catchThrowableOfType(IntegrationException.class, () -> transport.send(call, CONTEXT));
    }
}
