package dev.integrationsdk.spi.http;

import dev.integrationsdk.spi.oauth.OAuthWire;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** What a transport jar registers with {@link java.util.ServiceLoader}. */
public interface HttpTransportProvider {
    /** Called once for each connector that opens; connections may be shared between them, credentials never. */
    HttpTransport open(TransportOptions options);

    /** Speaks OAuth over one of its transports; empty if it cannot. */
    default Optional<OAuthWire> oauthOver(HttpTransport transport) {
        return Optional.empty();
    }

    /**
     * What a connector may do over HTTP. Immutable.
     *
     * @param onPremise whether private and loopback addresses, and plain {@code http}, are allowed
     * @param maxReplyBytes largest answer after decompression
     * @param clock the one by which the calls' deadlines were set
     */
    record TransportOptions(boolean onPremise, long maxReplyBytes, Clock clock) {
        /** 16 MiB. */
        public static final long DEFAULT_MAX_REPLY_BYTES = 16L * 1024 * 1024;

        public TransportOptions {
            if (maxReplyBytes < 1) {
                throw new IllegalArgumentException("maxReplyBytes must be positive, but is " + maxReplyBytes);
            }
            Objects.requireNonNull(clock, "clock");
        }
    }
}
