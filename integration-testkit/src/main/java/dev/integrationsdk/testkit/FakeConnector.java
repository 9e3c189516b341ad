package dev.integrationsdk.testkit;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An adapter whose remote is a script: pages in an order, and faults where the test wants them. It serves system
 * {@code fake} with entity types {@code contact} and {@code company}. Thread-safe.
 *
 * <p>A full scan gives the scripted pages from the first to the last, and says COMPLETE. An incremental scan gives those
 * that were added since the last page that the checkpoint has seen.
 */
public final class FakeConnector implements ConnectorProvider {
    public static final SystemCode SYSTEM = SystemCode.of("fake");
    public static final EntityType CONTACT = EntityType.of("contact");
    public static final EntityType COMPANY = EntityType.of("company");

    private final List<List<Change>> pages = new CopyOnWriteArrayList<>();
    private final List<PullRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<ExternalId, Optional<Change>> records = new ConcurrentHashMap<>();
    private final List<ExternalId> read = new CopyOnWriteArrayList<>();
    private volatile @Nullable ConnectorContext context;
    private final Map<Integer, List<Function<PullRequest, PullPage>>> faults = new HashMap<>();

    /** Adds a page at the end of the script. */
    public FakeConnector page(Change... changes) {
        return page(List.of(changes));
    }

    /** Adds a page at the end of the script. */
    public FakeConnector page(List<Change> changes) {
        pages.add(List.copyOf(changes));
        return this;
    }

    /** Forgets all pages, as if the remote held nothing. */
    public FakeConnector clear() {
        pages.clear();
        return this;
    }

    /** Sets how a record stands that is read by its id; from now on the connector can do that. */
    public FakeConnector record(Change state) {
        return record(state.externalId(), state);
    }

    /** The same with an answer of one's own, such as that of another record. */
    public FakeConnector record(ExternalId asked, Change answer) {
        records.put(asked, Optional.of(answer));
        return this;
    }

    /** Forgets how a record stands: whoever reads it by its id gets no answer. */
    public FakeConnector forget(ExternalId id) {
        records.put(id, Optional.empty());
        return this;
    }

    /** The next time that this page is asked for, fails instead; repeated calls queue up. */
    public FakeConnector failOnPage(int index, IntegrationException failure) {
        return answerOnPage(index, request -> {
            throw failure;
        });
    }

    /** The next time that this page is asked for, answers so instead; repeated calls queue up. */
    public FakeConnector answerOnPage(int index, Function<PullRequest, PullPage> answer) {
        synchronized (faults) {
            faults.computeIfAbsent(index, unused -> new ArrayList<>()).add(answer);
        }
        return this;
    }

    /** Every record that was read by its id so far, in order. */
    public List<ExternalId> read() {
        return List.copyOf(read);
    }

    /** Every request so far, in order. */
    public List<PullRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.builder(SYSTEM, "Scripted fake")
                .entityType(COMPANY)
                .entityType(CONTACT)
                .capability(PullSource.class)
                .build();
    }

    @Override
    public Connector open(ConnectorContext lent) {
        context = lent;
        return new Scripted();
    }

    /**
     * What the connector that was opened last is lent.
     *
     * @throws IllegalStateException if none was opened
     */
    public ConnectorContext context() {
        ConnectorContext lent = context;
        if (lent == null) {
            throw new IllegalStateException("no connector was opened");
        }
        return lent;
    }

    private PullPage answer(PullRequest request) {
        requests.add(request);
        int index = index(request.from());
        Optional<Function<PullRequest, PullPage>> fault = nextFault(index);
        if (fault.isPresent()) {
            return fault.get().apply(request);
        }
        List<Change> changes = index < pages.size() ? pages.get(index) : List.of();
        int next = Math.min(index + 1, pages.size());
        SyncCheckpoint position = SyncCheckpoint.of(1, Integer.toString(next));
        return next < pages.size()
                ? PullPage.more(changes, position)
                : PullPage.last(changes, position, Completeness.COMPLETE);
    }

    private Optional<Function<PullRequest, PullPage>> nextFault(int index) {
        synchronized (faults) {
            List<Function<PullRequest, PullPage>> queued = faults.getOrDefault(index, List.of());
            return queued.isEmpty() ? Optional.empty() : Optional.of(queued.remove(0));
        }
    }

    private static int index(Optional<SyncCheckpoint> from) {
        String watermark = from.map(SyncCheckpoint::watermark).orElse("0");
        try {
            return Integer.parseInt(watermark);
        } catch (NumberFormatException foreign) {
            throw new IntegrationException(ErrorCode.CURSOR_EXPIRED, "this checkpoint is not mine", foreign);
        }
    }

    private final class Scripted implements Connector, PullSource, RecordSource {
        @Override
        public <C extends Capability> Optional<C> capability(Class<C> type) {
            boolean hidden = type == RecordSource.class && records.isEmpty();
            return type.isInstance(this) && !hidden ? Optional.of(type.cast(this)) : Optional.empty();
        }

        @Override
        public int maxIds(EntityType entityType) {
            return 2;
        }

        @Override
        public List<Change> read(Request request) {
            read.addAll(request.ids());
            return request.ids().stream()
                    .flatMap(id -> records.getOrDefault(id, Optional.empty()).stream())
                    .toList();
        }

        @Override
        public PullPage pull(PullRequest request) {
            return answer(request);
        }
    }
}
