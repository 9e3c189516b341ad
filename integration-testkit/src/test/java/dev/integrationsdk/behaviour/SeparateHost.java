package dev.integrationsdk.behaviour;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryTransaction;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import static dev.integrationsdk.testkit.FakeConnector.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A host whose rows live in another store than the library's, in a process that can die at any step and be started
 * again: the two stores survive it.
 */
final class SeparateHost implements EntityHandler, AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(60);

    final TurnableClock clock = TurnableClock.create();
    final InMemoryStore library = new InMemoryStore(clock);
    final InMemoryStore hostStore = new InMemoryStore(clock);
    final FakeConnector remote = new FakeConnector();
    final ConnectorConfig connector = ConnectorConfig.of(Host.ACME, ConnectorId.of("crm"), FakeConnector.SYSTEM);

    /** The host's table, by the id of the row. */
    final Map<UUID, Row> rows = new HashMap<>();

    /** What was handed over, committed or not. */
    final List<Delivery> deliveries = new ArrayList<>();

    /** Names that the host's store does not take. */
    final Set<String> poison = new HashSet<>();

    /** Which record waits for which. */
    final Map<String, String> waits = new HashMap<>();

    /** Of merged records, as they were handed over. */
    final List<Optional<UUID>> survivors = new ArrayList<>();

    /** Whether the handler breaks the contract and makes ids of its own. */
    boolean ownIds;

    /** Done at the beginning of every call of the handler. */
    Runnable duringPage = () -> {};

    /** Told of every step before it is done; may kill the process. */
    Consumer<Step> onStep = step -> {};

    /** Looks rows up for {@code match}. */
    Matching matching = (change, table) -> Set.of();

    private final Map<Step.Place, Integer> opened = new HashMap<>();
    private final boolean transactional;
    private Integrations integrations;
    private boolean dead;
    private boolean starting;

    SeparateHost(boolean transactional) {
        this.transactional = transactional;
        this.integrations = start();
    }

    /** A row as the host sees it. */
    record Row(String externalId, Optional<String> name) {}

    /** One change as it was handed over. */
    record Delivery(String externalId, UUID internalId, String deliveryId, ChangeKind kind, boolean isNew) {}

    /** A place in the page cycle at which a process can die. */
    record Step(Place place, int transaction, Moment moment) {
        enum Place {
            LIBRARY,
            HOST
        }

        enum Moment {
            BEFORE,
            WRITING,
            UNCOMMITTED,
            COMMITTED
        }

        boolean is(Place where, int number, Moment when) {
            return place == where && transaction == number && moment == when;
        }
    }

    /** The process is gone. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** How the host finds the rows that it has already. */
    @FunctionalInterface
    interface Matching {
        Collection<UUID> rows(InboundChange change, Map<UUID, Row> table);
    }

    private Integrations start() {
        starting = true;
        Integrations started = Integrations.builder(library, watched(Step.Place.LIBRARY, library))
                .hostTransactions(watched(Step.Place.HOST, transactional ? hostStore : TransactionRunner.none()))
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, CONTACT, this)
                .limits(RunLimits.ofDefaults().withPagesPerCommit(1).withLeaseTime(LEASE))
                .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .build();
        started.connectors().declare(connector);
        starting = false;
        return started;
    }

    /** The process dies here. */
    void kill() {
        dead = true;
        throw new Killed();
    }

    /** Another process takes over, once the dead one's lease is out. */
    void startAgain() {
        close();
        dead = false;
        clock.turn(LEASE.plusSeconds(1));
        integrations = start();
    }

    private TransactionRunner watched(Step.Place place, TransactionRunner runner) {
        return new TransactionRunner() {
            @Override
            public <T> T inTransaction(Work<T> work) {
                if (starting) {
                    return runner.inTransaction(work);
                }
                int number = opened.merge(place, 1, Integer::sum);
                reach(new Step(place, number, Step.Moment.BEFORE));
                assertNothingIsOpen();
                T result = runner.inTransaction(unit -> {
                    T done = work.run(unit);
                    reach(new Step(place, number, Step.Moment.UNCOMMITTED));
                    return done;
                });
                reach(new Step(place, number, Step.Moment.COMMITTED));
                return result;
            }
        };
    }

    private void reach(Step step) {
        if (dead) {
            throw new Killed();
        }
        onStep.accept(step);
    }

    /** A store refuses a second transaction on one thread. */
    private static void assertNothingIsOpenOn(InMemoryStore store) {
        boolean begun = store.inTransaction(unit -> true);
        assertThat(begun).isTrue();
    }

    private void assertNothingIsOpen() {
        assertNothingIsOpenOn(library);
        assertNothingIsOpenOn(hostStore);
    }

    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) {
        assertNothingIsOpenOn(library);
        duringPage.run();
        Answers answers = Answers.allApplied();
        for (InboundChange change : changes) {
            deliveries.add(new Delivery(
                    change.externalId().value(),
                    change.internalId(),
                    change.deliveryId(),
                    change.kind(),
                    change.isNew()));
            if (change.kind() == ChangeKind.MERGED) {
                survivors.add(change.survivor());
            }
            if (poison.contains(change.externalId().value())) {
                throw new IllegalStateException("poison");
            }
            reach(new Step(Step.Place.HOST, opened.getOrDefault(Step.Place.HOST, 0), Step.Moment.WRITING));
            String awaited = waits.get(change.externalId().value());
            if (awaited != null
                    && rows.values().stream().noneMatch(row -> row.externalId().equals(awaited))) {
                answers.deferred(change, CONTACT, ExternalId.of(awaited));
            } else if (change.attributes().isNull("email")) {
                answers.skipped(change, "no-email");
            } else if (change.kind() == ChangeKind.UPSERTED) {
                UUID id = ownIds ? UUID.randomUUID() : change.internalId();
                write(
                        unit,
                        id,
                        Optional.of(new Row(
                                change.externalId().value(), change.attributes().text("name"))));
            } else if (change.kind() != ChangeKind.REKEYED) {
                write(unit, change.internalId(), Optional.empty());
            }
        }
        return answers;
    }

    private void write(UnitOfWork unit, UUID id, Optional<Row> row) {
        if (transactional) {
            InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
            row.ifPresentOrElse(written -> transaction.put(rows, id, written), () -> transaction.remove(rows, id));
        } else {
            row.ifPresentOrElse(written -> rows.put(id, written), () -> rows.remove(id));
        }
    }

    @Override
    public Map<ExternalId, Collection<UUID>> match(List<InboundChange> unknown, UnitOfWork unit) {
        assertNothingIsOpenOn(library);
        Map<ExternalId, Collection<UUID>> found = new HashMap<>();
        unknown.forEach(change -> found.put(change.externalId(), matching.rows(change, rows)));
        return found;
    }

    StreamId stream(ScanKind kind) {
        return connector.stream(CONTACT, kind);
    }

    EntityScope scope() {
        return connector.scope(CONTACT);
    }

    JobRun full() {
        return integrations.run(stream(ScanKind.FULL));
    }

    JobRun incremental() {
        return integrations.run(stream(ScanKind.INCREMENTAL));
    }

    Integrations integrations() {
        return integrations;
    }

    /** Over all runs, those that died too. */
    long counted(RecordState state) {
        return integrations.inspection(Actor.SYSTEM).runs(scope(), 1_000).stream()
                .mapToLong(run -> run.counts().of(state))
                .sum();
    }

    long counted() {
        return integrations.inspection(Actor.SYSTEM).runs(scope(), 1_000).stream()
                .mapToLong(run -> run.counts().read())
                .sum();
    }

    long mappings(MappingStatus status) {
        return integrations.inspection(Actor.SYSTEM).mappings(scope(), status);
    }

    RecordMapping mapping(String externalId) {
        ExternalId id = ExternalId.of(externalId);
        return Optional.ofNullable(
                        library.inTransaction(unit -> library.mappings().find(unit, scope(), List.of(id)))
                                .get(id))
                .orElseThrow();
    }

    @Override
    public void close() {
        integrations.close();
    }
}
