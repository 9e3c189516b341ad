package dev.integrationsdk.metrics;

import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Measures on Micrometer how far streams lag behind, beside {@link CallMeters}. Tags hold the names of systems and scans: nothing
 * of a tenant. It knows the runs of this process since its start, and no others; of the 10,000 streams that ran last. For one
 * stream look at its freshness in {@link dev.integrationsdk.health.Health#status}. Thread-safe.
 *
 * <ol>
 *   <li>{@value #GAP}: a timer by {@code system} and {@code scan}, of the time between two successes of one stream
 *   <li>{@value #OLDEST}: seconds since the last success of the stream that is longest without one, by {@code system}; from a
 *       stream's first run on where none has succeeded. Streams of connectors that are turned off, deleted, or gone with their
 *       tenant do not count
 * </ol>
 */
public final class LagMeters implements IntegrationListener {
    public static final String GAP = "integrations.success.gap";
    public static final String OLDEST = "integrations.success.age";

    private static final int MOST_STREAMS = 10_000;
    private static final Set<EventKind> ENDS =
            Set.of(EventKind.CONNECTOR_DISABLED, EventKind.CONNECTOR_DELETED, EventKind.TENANT_REMOVED);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<StreamId, Seen> streams = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<SystemCode> gauged = new TreeSet<>();

    /**
     * @param registry the host's
     * @param clock the one that the library has too
     */
    @SuppressWarnings("exports") // The host names Micrometer itself: it is optional here.
    public LagMeters(MeterRegistry registry, Clock clock) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void runEnded(JobRun run) {
        if (run.status() == RunStatus.SKIPPED) {
            return;
        }
        Instant end = run.completedAt().orElse(run.startedAt());
        boolean succeeded = run.status() == RunStatus.SUCCEEDED;
        Seen before = saw(run, succeeded ? end : run.startedAt(), succeeded);
        if (succeeded && before != null && before.succeeded()) {
            registry.timer(GAP, Tags.of("system", run.system().value(), "scan", name(run.stream())))
                    .record(Duration.between(before.at(), end));
        }
    }

    private static String name(StreamId stream) {
        ScanKind kind = stream.scanKind();
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Seen saw(JobRun run, Instant at, boolean succeeded) {
        Seen before;
        boolean isFirst;
        synchronized (streams) {
            before = streams.get(run.stream());
            if (succeeded || before == null) {
                streams.put(run.stream(), new Seen(run.system(), at, succeeded));
            }
            if (streams.size() > MOST_STREAMS) {
                Iterator<StreamId> eldestFirst = streams.keySet().iterator();
                eldestFirst.next();
                eldestFirst.remove();
            }
            isFirst = gauged.add(run.system());
        }
        if (isFirst) {
            Gauge.builder(OLDEST, () -> oldest(run.system()))
                    .tag("system", run.system().value())
                    .baseUnit("seconds")
                    .register(registry);
        }
        return before;
    }

    /** 0 while no stream of it is known. */
    private double oldest(SystemCode system) {
        synchronized (streams) {
            return streams.values().stream()
                    .filter(seen -> seen.system().equals(system))
                    .map(Seen::at)
                    .min(Instant::compareTo)
                    .map(at -> Math.max(0, Duration.between(at, clock.instant()).toMillis() / 1_000.0))
                    .orElse(0.0);
        }
    }

    @Override
    public void happened(IntegrationEvent event) {
        if (ENDS.contains(event.kind())) {
            Predicate<StreamId> gone = stream -> stream.tenant().equals(event.tenant())
                    && event.connector()
                            .map(connector -> connector.equals(stream.connector()))
                            .orElse(true);
            synchronized (streams) {
                streams.keySet().removeIf(gone);
            }
        }
    }

    private record Seen(SystemCode system, Instant at, boolean succeeded) {}
}
