package dev.integrationsdk.behaviour;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryTransaction;
import dev.integrationsdk.testkit.RecordingListener;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

import static dev.integrationsdk.testkit.FakeConnector.COMPANY;
import static dev.integrationsdk.testkit.FakeConnector.CONTACT;

/** A small host: one table of rows, one connector, a scripted remote. */
final class Host implements EntityHandler, AutoCloseable {
    private static final Logger QUIET = Logger.getLogger("dev.integrationsdk");

    static {
        QUIET.setLevel(Level.OFF);
    }

    static final TenantId ACME = TenantId.of("acme");
    static final Actor ADMINISTRATOR = Actor.of("user-7");

    final TurnableClock clock;
    final InMemoryStore store;
    final FakeConnector remote = new FakeConnector();
    final RecordingListener listener = new RecordingListener();
    final Map<UUID, Attributes> rows = new HashMap<>();
    final List<InboundChange> handled = new ArrayList<>();
    final Set<String> poison = new HashSet<>();
    final Map<String, String> waits = new HashMap<>();
    final Set<String> present = new HashSet<>();
    EntityType waitsForType = COMPANY;
    final Map<ExternalId, Collection<UUID>> matches = new HashMap<>();
    final ConnectorConfig connector = ConnectorConfig.of(ACME, ConnectorId.of("crm"), FakeConnector.SYSTEM);
    final Integrations integrations;
    Consumer<List<InboundChange>> duringPage = changes -> {};
    Runnable afterPage = () -> {};
    Runnable asRecordRunBegins = () -> {};

    Host() {
        this(RunLimits.ofDefaults(), FieldMapping.identity());
    }

    Host(RunLimits limits, FieldMapping mapping) {
        this(limits, mapping, Executors.newCachedThreadPool());
    }

    Host(RunLimits limits, FieldMapping mapping, ExecutorService executor) {
        this(TurnableClock.create(), limits, mapping, executor, false, builder -> {});
    }

    /** With companies beside contacts. */
    Host(Consumer<IntegrationsBuilder> choices) {
        this(
                TurnableClock.create(),
                RunLimits.ofDefaults(),
                FieldMapping.identity(),
                Executors.newCachedThreadPool(),
                true,
                choices);
    }

    private Host(
            TurnableClock clock,
            RunLimits limits,
            FieldMapping mapping,
            ExecutorService executor,
            boolean withCompanies,
            Consumer<IntegrationsBuilder> choices) {
        this(clock, new InMemoryStore(clock), limits, mapping, executor, withCompanies, choices);
    }

    /** Another process on the same store. */
    Host(Host former, Consumer<IntegrationsBuilder> choices) {
        this(
                former.clock,
                former.store,
                RunLimits.ofDefaults(),
                FieldMapping.identity(),
                Executors.newCachedThreadPool(),
                true,
                choices);
    }

    private Host(
            TurnableClock clock,
            InMemoryStore store,
            RunLimits limits,
            FieldMapping mapping,
            ExecutorService executor,
            boolean withCompanies,
            Consumer<IntegrationsBuilder> choices) {
        this.clock = clock;
        this.store = store;
        IntegrationsBuilder builder = Integrations.builder(store, store)
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, CONTACT, this, mapping)
                .listener(listener)
                .listener(new IntegrationListener() {
                    @Override
                    public void runStarted(JobRun run) {
                        if (run.stream().scanKind() == ScanKind.RECORD) {
                            asRecordRunBegins.run();
                        }
                    }

                    @Override
                    public void progressed(JobRun run) {
                        afterPage.run();
                        throw new IllegalStateException("a listener of no consequence");
                    }
                })
                .limits(limits)
                .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .executor(executor)
                .access(AccessPolicy.ofOwnership((tenant, actor) -> actor.equals(ADMINISTRATOR)))
                .credentials(unused -> {
                    throw new IllegalStateException("the vault is sealed");
                });
        if (withCompanies) {
            builder.handler(FakeConnector.SYSTEM, COMPANY, this);
        }
        choices.accept(builder);
        integrations = builder.build();
        integrations.connectors().declare(connector);
    }

    static Host withPagesPerCommit(int pages) {
        return new Host(RunLimits.ofDefaults().withPagesPerCommit(pages), FieldMapping.identity());
    }

    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) {
        duringPage.accept(changes);
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        Answers answers = Answers.allApplied();
        for (InboundChange change : changes) {
            if (poison.contains(change.externalId().value())) {
                throw new IllegalStateException("poison");
            }
            String awaited = waits.get(change.externalId().value());
            if (awaited != null && change.kind() == ChangeKind.UPSERTED && !present.contains(awaited)) {
                answers.deferred(change, waitsForType, ExternalId.of(awaited));
            } else if (change.attributes().isNull("email")) {
                answers.skipped(change, "no-email");
            } else if (change.kind() == ChangeKind.UPSERTED) {
                transaction.put(rows, change.internalId(), change.attributes());
            } else if (change.kind() != ChangeKind.REKEYED) {
                transaction.remove(rows, change.internalId());
            }
        }
        unit.afterCommit(() -> {
            handled.addAll(changes);
            changes.stream()
                    .filter(change -> answers.of(change).isEmpty())
                    .forEach(change -> present.add(change.externalId().value()));
        });
        return answers;
    }

    @Override
    public Map<ExternalId, Collection<UUID>> match(List<InboundChange> unknown, UnitOfWork unit) {
        return matches;
    }

    Attributes row(UUID id) {
        return Objects.requireNonNull(rows.get(id));
    }

    JobRun full() {
        return integrations.run(connector.stream(CONTACT, ScanKind.FULL));
    }

    JobRun incremental() {
        return integrations.run(connector.stream(CONTACT, ScanKind.INCREMENTAL));
    }

    EntityScope scope() {
        return connector.scope(CONTACT);
    }

    static Change contact(String id, String name) {
        return Change.upserted(record(id, name));
    }

    static ExternalRecord record(String id, String name) {
        return ExternalRecord.of(
                ExternalId.of(id), Attributes.builder().put("name", name).build());
    }

    static List<Change> contacts(int from, int to) {
        List<Change> changes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            changes.add(contact("id-" + i, "name " + i));
        }
        return changes;
    }

    @Override
    public void close() {
        integrations.close();
    }
}
