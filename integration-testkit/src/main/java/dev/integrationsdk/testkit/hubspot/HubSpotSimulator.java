package dev.integrationsdk.testkit.hubspot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's API on a free port of the loopback address.
 *
 * <ol>
 *   <li>{@link #builder()} and its portals; without any there is one without limits, opened by {@link #DEFAULT_TOKEN};
 *   <li>{@link Builder#start()};
 *   <li>fill portals, set {@link #faults()}, point the client under test at {@link #baseUri()}; compare with
 *       {@link SimulatedPortal#records} and {@link #requests()};
 *   <li>{@link #close()}.
 * </ol>
 *
 * <p>Rate windows, dates and the index lag follow the builder's clock, so that a test turns time by hand. Thread-safe.
 */
public final class HubSpotSimulator implements AutoCloseable {
    /** Opens the portal that exists if the builder was given none: {@value}. */
    public static final String DEFAULT_TOKEN = "pat-eu1-simulated-default";

    private static final System.Logger LOGGER = System.getLogger(HubSpotSimulator.class.getName());

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Faults faults = new Faults(stopped);
    private final Map<String, SimulatedPortal> portals;
    private final Clock clock;
    private final RequestLog requestLog;
    private final Router router;
    private @Nullable LoopbackHttpServer server;

    private HubSpotSimulator(Builder builder) {
        this.clock = builder.clock;
        this.requestLog = new RequestLog(builder.requestLogSize);
        Map<String, SimulatedPortal> byToken = new LinkedHashMap<>();
        builder.portals.forEach((token, settings) -> byToken.put(token, new SimulatedPortal(settings, clock)));
        this.portals = byToken;
        this.router = new Router(byToken.values());
    }

    /** Begins a simulator. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the simulator listens, without a path: {@code http://127.0.0.1:…}. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server().port());
    }

    /** The first portal. */
    public SimulatedPortal portal() {
        return portals.values().iterator().next();
    }

    /**
     * The portal that a token opened at first.
     *
     * @throws NoSuchElementException if the builder had none for it
     */
    public SimulatedPortal portal(String token) {
        SimulatedPortal portal = portals.get(token);
        if (portal == null) {
            throw new NoSuchElementException("no portal has this token");
        }
        return portal;
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The last requests, oldest first; those that met a fault too. */
    public List<RecordedRequest> requests() {
        return requestLog.all();
    }

    /** How many requests came in since the start or {@link #clearRequests()}, those no longer kept included. */
    public long requestCount() {
        return requestLog.total();
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        requestLog.clear();
    }

    /** Closes the connections that are open, as a restarted load balancer does; new ones are accepted. */
    public void dropConnections() {
        server().dropConnections();
    }

    /** Ends the listener, its connections and threads, and answers that are held back. */
    @Override
    public void close() {
        stopped.countDown();
        server().close();
    }

    private HubSpotSimulator start() {
        try {
            server = LoopbackHttpServer.start(this::answer);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback address", e);
        }
    }

    private LoopbackHttpServer server() {
        return Objects.requireNonNull(server, "server");
    }

    private Answer answer(HttpRequest request) {
        requestLog.add(RecordedRequest.of(request, clock.instant()));
        try {
            return faults.take(request)
                    .map(fault -> fault.apply(request, () -> router.answer(request)))
                    .orElseGet(() -> router.answer(request));
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "defect of the simulator", e);
            return Answer.text(500, "text/plain", "defect of the simulator: " + e);
        }
    }

    /** Collects the portals and habits of a simulator. Not thread-safe. */
    public static final class Builder {
        private final Map<String, PortalSettings> portals = new LinkedHashMap<>();
        private Clock clock = Clock.systemUTC();
        private int requestLogSize = 10_000;

        private Builder() {}

        /** Sets the clock of rate windows, dates and index lag. Default: the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Adds a portal.
         *
         * @throws IllegalArgumentException if another one has the same token
         */
        public Builder portal(PortalSettings settings) {
            if (portals.putIfAbsent(settings.token(), settings) != null) {
                throw new IllegalArgumentException("two portals have the same token");
            }
            return this;
        }

        /** Adds a portal that is opened by {@code token}. */
        public Builder portal(String token, UnaryOperator<PortalSettings.Builder> settings) {
            return portal(settings.apply(PortalSettings.ofToken(token)).build());
        }

        /** Sets how many requests are kept. Default 10,000. */
        public Builder requestLogSize(int requestLogSize) {
            if (requestLogSize < 1) {
                throw new IllegalArgumentException("requestLogSize is below one: " + requestLogSize);
            }
            this.requestLogSize = requestLogSize;
            return this;
        }

        /** Opens the port and returns the running simulator. */
        public HubSpotSimulator start() {
            if (portals.isEmpty()) {
                portal(DEFAULT_TOKEN, PortalSettings.Builder::unlimited);
            }
            return new HubSpotSimulator(this).start();
        }
    }
}
