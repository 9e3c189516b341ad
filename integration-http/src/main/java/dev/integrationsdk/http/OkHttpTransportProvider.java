package dev.integrationsdk.http;

import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider;
import dev.integrationsdk.spi.oauth.OAuthWire;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/**
 * Opens transports on OkHttp that share connections and threads, and nothing else: no cookies, no credentials, no cache,
 * no proxy.
 *
 * <p>A POST leaves at most once. A GET whose kept connection turns out to be closed, or that is answered by 408 or by 503
 * with {@code Retry-After: 0}, is sent a second time by OkHttp.
 *
 * <p>Connections are shared only between connectors of one address policy. Idle ones and idle threads end by themselves
 * after a minute; threads are daemons named {@code integration-http-…}, and after the host while they call it.
 * Thread-safe.
 */
public final class OkHttpTransportProvider implements HttpTransportProvider, AutoCloseable {
    private static final int MAX_CALLS = 512;
    private static final int MAX_IDLE_CONNECTIONS = 32;
    private static final Duration IDLE_TIME = Duration.ofMinutes(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final AddressGuard publicAddresses;
    private final AddressGuard anyAddress;
    private final OkHttpClient shared;

    /** For {@link java.util.ServiceLoader}. Opens nothing yet. */
    public OkHttpTransportProvider() {
        this(Dns.SYSTEM);
    }

    OkHttpTransportProvider(Dns resolver) {
        this.publicAddresses = AddressGuard.publicOnly(resolver);
        this.anyAddress = AddressGuard.any(resolver);
        Dispatcher dispatcher = new Dispatcher(threads());
        dispatcher.setMaxRequests(MAX_CALLS);
        dispatcher.setMaxRequestsPerHost(MAX_CALLS);
        this.shared = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS))
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT_TIMEOUT)
                // The call's own timeout bounds reading and writing: it cannot be outlived by dripping bytes.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    @Override
    public HttpTransport open(TransportOptions options) {
        OkHttpClient reading = shared.newBuilder()
                .dns(options.onPremise() ? anyAddress : publicAddresses)
                .connectionSpecs(
                        options.onPremise()
                                ? List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT)
                                : List.of(ConnectionSpec.MODERN_TLS))
                .build();
        OkHttpClient writing =
                reading.newBuilder().retryOnConnectionFailure(false).build();
        return new OkHttpTransport(reading, writing, options);
    }

    @Override
    public Optional<OAuthWire> oauthOver(HttpTransport transport) {
        return Optional.of(new JsonTokenEndpoint(transport));
    }

    /** Closes the idle connections and, once the calls in flight have ended, the threads. No further call is sent. */
    @Override
    public void close() {
        shared.connectionPool().evictAll();
        shared.dispatcher().executorService().shutdown();
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "integration-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
