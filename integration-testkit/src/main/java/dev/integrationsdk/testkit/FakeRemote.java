package dev.integrationsdk.testkit;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.EntityTypeSpec.DeletionEvidence;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushTarget;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An adapter with a remote behind it: records that are created, changed, deleted, merged and given new ids, by tests and by
 * the engine. It serves system {@code remote} with entity types {@code contact} and {@code company}; it is read in full, by
 * its changes and by name, and written. Thread-safe.
 *
 * <p>Every change of a record has the next number, which is its version. A full scan lists the records in the order of their
 * ids; an incremental one gives what has changed since.
 */
public final class FakeRemote implements ConnectorProvider {
    public static final SystemCode SYSTEM = SystemCode.of("remote");
    public static final EntityType CONTACT = EntityType.of("contact");
    public static final EntityType COMPANY = EntityType.of("company");
    /** A record has at most one value of it, and no two records of a type have the same. */
    public static final String UNIQUE = "email";

    private final Object lock = new Object();
    private final Clock clock;
    private final Map<EntityType, RemoteTable> tables =
            Map.of(CONTACT, new RemoteTable("c"), COMPANY, new RemoteTable("o"));
    private final List<PullRequest> pulls = new CopyOnWriteArrayList<>();
    private final List<List<PushItem>> pushes = new CopyOnWriteArrayList<>();
    private final List<List<ExternalId>> reads = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<PullPage> pullFault = UnaryOperator.identity();
    private volatile PushFault pushFault = PushFault.NONE;
    private volatile Consumer<List<PushItem>> verifyFault = items -> {};
    private volatile Set<DeletionEvidence> evidence = Set.of(DeletionEvidence.TOMBSTONE, DeletionEvidence.ABSENCE);
    private volatile boolean readsByName = true;

    /** @param clock when its records change */
    public FakeRemote(Clock clock) {
        this.clock = clock;
    }

    /** What happens to a batch that is written. */
    @FunctionalInterface
    public interface PushFault {
        PushFault NONE = (items, write) -> write.write(items);

        /** Answers in place of the remote, before or after it has written. */
        Map<String, PushOutcome> push(List<PushItem> items, Write write);
    }

    /** Writes a batch. */
    @FunctionalInterface
    public interface Write {
        Map<String, PushOutcome> write(List<PushItem> items);
    }

    /** From now on, how deletions are seen; by tombstones and by absence unless set. */
    public FakeRemote deletions(DeletionEvidence... how) {
        evidence = Set.of(how);
        return this;
    }

    /** From now on, records cannot be read by name. */
    public FakeRemote withoutReading() {
        readsByName = false;
        return this;
    }

    /** From now on, what becomes of each page before it is answered; it may throw. */
    public void onPull(UnaryOperator<PullPage> fault) {
        pullFault = fault;
    }

    /** From now on, what becomes of each batch that is written. */
    public void onPush(PushFault fault) {
        pushFault = fault;
    }

    /** From now on, is told before it is looked what became of items; it may throw. */
    public void onVerify(Consumer<List<PushItem>> fault) {
        verifyFault = fault;
    }

    public List<PullRequest> pulls() {
        return List.copyOf(pulls);
    }

    public List<List<PushItem>> pushes() {
        return List.copyOf(pushes);
    }

    public List<List<ExternalId>> reads() {
        return List.copyOf(reads);
    }

    /** Creates a record, or replaces all its attributes. */
    public void put(EntityType type, String id, Attributes attributes) {
        synchronized (lock) {
            table(type).put(id, attributes, clock.instant());
        }
    }

    /** Changes some attributes of a record. */
    public void patch(EntityType type, String id, Attributes changed) {
        synchronized (lock) {
            RemoteTable table = table(type);
            table.put(id, RemoteTable.merged(table.attributes(id).orElseThrow(), changed), clock.instant());
        }
    }

    public void delete(EntityType type, String id) {
        synchronized (lock) {
            table(type).remove(id, Change.deleted(ExternalId.of(id), Change.DeleteKind.DELETED));
        }
    }

    /** A record is gone, and nobody will ever be told. */
    public void vanish(EntityType type, String id) {
        synchronized (lock) {
            table(type).vanish(id);
        }
    }

    public void merge(EntityType type, String loser, String survivor) {
        synchronized (lock) {
            table(type).remove(loser, new Change.Merged(ExternalId.of(loser), ExternalId.of(survivor)));
        }
    }

    public void rekey(EntityType type, String id, String newId) {
        synchronized (lock) {
            table(type).rekey(id, newId, clock.instant());
        }
    }

    /** What it holds now, by id. */
    public Map<String, Attributes> records(EntityType type) {
        synchronized (lock) {
            return new TreeMap<>(table(type).all());
        }
    }

    @Override
    public ConnectorDescriptor descriptor() {
        ConnectorDescriptor.Builder descriptor = ConnectorDescriptor.builder(SYSTEM, "Fake remote")
                .capability(PullSource.class)
                .capability(RecordSource.class)
                .capability(PushTarget.class);
        for (EntityType type : List.of(COMPANY, CONTACT)) {
            descriptor.entityType(EntityTypeSpec.of(type)
                    .withScans(ScanKind.FULL, ScanKind.INCREMENTAL, ScanKind.BACKFILL)
                    .withWrites(PushItem.Intent.values())
                    .withDeletions(evidence.toArray(DeletionEvidence[]::new)));
        }
        return descriptor.build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        return readsByName ? new ReadByName() : new Opened();
    }

    private RemoteTable table(EntityType type) {
        RemoteTable table = tables.get(type);
        if (table == null) {
            throw new IntegrationException(ErrorCode.UNSUPPORTED, "the fake remote has no entity type " + type);
        }
        return table;
    }

    private class Opened implements Connector, PullSource, PushTarget {
        @Override
        public PullPage pull(PullRequest request) {
            pulls.add(request);
            PullPage page;
            synchronized (lock) {
                page = page(table(request.entityType()), request);
            }
            return pullFault.apply(page);
        }

        private PullPage page(RemoteTable table, PullRequest request) {
            long from = request.from()
                    .map(SyncCheckpoint::watermark)
                    .map(Long::parseLong)
                    .orElse(request.scanKind() == ScanKind.INCREMENTAL ? 0L : table.latest());
            if (request.scanKind() == ScanKind.INCREMENTAL) {
                return changesPage(table, from, request.maxRecords());
            }
            return listPage(table, from, request);
        }

        private PullPage changesPage(RemoteTable table, long from, int most) {
            List<RemoteTable.Logged> window = table.changesAfter(from, most + 1);
            List<RemoteTable.Logged> sent = window.subList(0, Math.min(most, window.size()));
            long next = sent.isEmpty() ? from : sent.get(sent.size() - 1).number();
            List<Change> changes = new ArrayList<>();
            sent.forEach(logged -> table.current(logged).ifPresent(changes::add));
            SyncCheckpoint position = SyncCheckpoint.of(1, Long.toString(next));
            return window.size() > most
                    ? PullPage.more(changes, position)
                    : PullPage.last(changes, position, Completeness.COMPLETE);
        }

        private PullPage listPage(RemoteTable table, long from, PullRequest request) {
            String after = request.from().flatMap(SyncCheckpoint::cursor).orElse("");
            List<ExternalRecord> all = table.after(after).stream()
                    .filter(record -> request.range()
                            .map(range -> record.modifiedAt()
                                    .filter(at -> !at.isBefore(range.from()) && at.isBefore(range.until()))
                                    .isPresent())
                            .orElse(true))
                    .toList();
            List<ExternalRecord> sent = all.subList(0, Math.min(request.maxRecords(), all.size()));
            List<Change> changes = sent.stream().map(Change::upserted).toList();
            SyncCheckpoint position = SyncCheckpoint.of(1, Long.toString(from));
            return all.size() > sent.size()
                    ? PullPage.more(
                            changes,
                            position.withCursor(
                                    sent.get(sent.size() - 1).externalId().value()))
                    : PullPage.last(changes, position, Completeness.COMPLETE);
        }

        @Override
        public int maxItems(EntityType entityType) {
            return 100;
        }

        @Override
        public Map<String, PushOutcome> push(EntityType entityType, List<PushItem> items, CallContext call) {
            pushes.add(items);
            return pushFault.push(items, written -> {
                synchronized (lock) {
                    return table(entityType).write(written, clock.instant());
                }
            });
        }

        @Override
        public Map<String, PushOutcome> verify(EntityType entityType, List<PushItem> doubtful, CallContext call) {
            verifyFault.accept(doubtful);
            synchronized (lock) {
                return table(entityType).verify(doubtful);
            }
        }
    }

    private final class ReadByName extends Opened implements RecordSource {
        @Override
        public int maxIds(EntityType entityType) {
            return 100;
        }

        @Override
        public List<Change> read(Request request) {
            reads.add(request.ids());
            synchronized (lock) {
                return read(table(request.entityType()), request.ids());
            }
        }

        private List<Change> read(RemoteTable table, Collection<ExternalId> ids) {
            return ids.stream().map(table::now).toList();
        }
    }
}
