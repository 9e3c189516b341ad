package dev.integrationsdk.testkit;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.CheckpointVetting;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.TimeWindow;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An adapter whose remote is a table of records with times of change, read along them in every scan kind. It serves system
 * {@code timeline} with entity type {@code contact}. Thread-safe.
 *
 * <p>It is also the example of an adapter built on {@link TimeWindow}.
 */
public final class TimelineConnector implements ConnectorProvider {
    public static final SystemCode SYSTEM = SystemCode.of("timeline");
    public static final EntityType CONTACT = EntityType.of("contact");

    private static final Comparator<Row> BY_TIME = Comparator.comparing(Row::at).thenComparing(Row::id);

    private final Clock clock;
    private final TimeWindow.Terms terms;
    private final Map<String, Row> rows = new TreeMap<>();
    private final List<PullRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Consumer<PullRequest> beforePull = request -> {};
    private volatile UnaryOperator<PullPage> answer = UnaryOperator.identity();

    /** @param clock the remote's */
    public TimelineConnector(Clock clock) {
        this(clock, Duration.ZERO);
    }

    /** @param overlap how far before its watermark an incremental scan begins */
    public TimelineConnector(Clock clock, Duration overlap) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.terms = TimeWindow.Terms.ofMillis(overlap);
    }

    /** Writes a record, now. */
    public TimelineConnector put(String id, String name) {
        return put(id, name, clock.instant());
    }

    /** Writes a record as if it had been at that time. */
    public TimelineConnector put(String id, String name, Instant at) {
        synchronized (rows) {
            rows.put(id, new Row(id, name, at));
        }
        return this;
    }

    /** Takes a record away; nothing tells of it. */
    public TimelineConnector remove(String id) {
        synchronized (rows) {
            rows.remove(id);
        }
        return this;
    }

    /** Is told of each request from now on, before it is answered; may throw in its place. */
    public void beforePull(Consumer<PullRequest> told) {
        beforePull = Objects.requireNonNull(told, "told");
    }

    /** Changes each answer from now on. */
    public void answering(UnaryOperator<PullPage> change) {
        answer = Objects.requireNonNull(change, "change");
    }

    /** Every request so far, in order. */
    public List<PullRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.builder(SYSTEM, "Timeline")
                .entityType(
                        EntityTypeSpec.of(CONTACT).withScans(ScanKind.FULL, ScanKind.INCREMENTAL, ScanKind.BACKFILL))
                .capability(PullSource.class)
                .capability(CheckpointVetting.class)
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new Live();
    }

    // tag::window[]
    private PullPage page(PullRequest request) {
        TimeWindow window = TimeWindow.of(request, terms, clock.instant());
        List<Row> found = window.tiedAfter()
                .map(id -> search(window.from(), window.from().plusMillis(1), id))
                .orElseGet(() -> search(window.from(), window.until(), ""));
        List<Row> taken = found.subList(0, Math.min(request.maxRecords(), found.size()));
        Optional<TimeWindow.Stamp> last =
                taken.stream().reduce((one, next) -> next).map(row -> new TimeWindow.Stamp(row.at(), row.id()));
        return window.page(taken.stream().map(Row::change).toList(), last, found.size() > taken.size());
    }
    // end::window[]

    private List<Row> search(Instant from, Instant until, String afterId) {
        List<Row> found = new ArrayList<>();
        synchronized (rows) {
            for (Row row : rows.values()) {
                if (!row.at().isBefore(from)
                        && row.at().isBefore(until)
                        && row.id().compareTo(afterId) > 0) {
                    found.add(row);
                }
            }
        }
        found.sort(BY_TIME);
        return found;
    }

    private record Row(String id, String name, Instant at) {
        Change change() {
            Attributes attributes = Attributes.builder().put("name", name).build();
            return Change.upserted(
                    ExternalRecord.of(ExternalId.of(id), attributes).withModifiedAt(at));
        }
    }

    private final class Live implements Connector, PullSource, CheckpointVetting {
        @Override
        public PullPage pull(PullRequest request) {
            requests.add(request);
            beforePull.accept(request);
            return answer.apply(page(request));
        }

        @Override
        public Optional<String> problem(EntityType entityType, ScanKind scanKind, SyncCheckpoint position) {
            return TimeWindow.problem(position);
        }
    }
}
