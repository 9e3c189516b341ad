package dev.integrationsdk.internal.connector;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import dev.integrationsdk.spi.oauth.OAuthWire;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport jar that is present, if one is. Immutable. */
public final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    /** A class path that answers every look-up with an error must not keep us for ever. */
    private static final int MOST_BROKEN = 100;

    private final @Nullable HttpTransportProvider provider;

    private Transport(@Nullable HttpTransportProvider provider) {
        this.provider = provider;
    }

    /** The first one that can be loaded. */
    public static Transport discover(ClassLoader loader) {
        Iterator<HttpTransportProvider> found =
                ServiceLoader.load(HttpTransportProvider.class, loader).iterator();
        for (int broken = 0; broken < MOST_BROKEN; broken++) {
            try {
                return new Transport(found.hasNext() ? found.next() : null);
            } catch (ServiceConfigurationError | LinkageError failure) {
                LOG.warn("An HTTP transport cannot be loaded", failure);
            }
        }
        return new Transport(null);
    }

    /** Speaks OAuth, if the transport that is present can. */
    public Optional<OAuthWire> oauth(boolean onPremise, Clock clock) {
        return provider == null ? Optional.empty() : provider.oauthOver(open(onPremise, clock));
    }

    /** A transport that refuses every call in one sentence, where none is present. */
    HttpTransport open(boolean onPremise, Clock clock) {
        if (provider == null) {
            return (call, context) -> {
                throw new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "no HTTP transport is present: add integration-http to the class path");
            };
        }
        return provider.open(new TransportOptions(onPremise, TransportOptions.DEFAULT_MAX_REPLY_BYTES, clock));
    }
}
