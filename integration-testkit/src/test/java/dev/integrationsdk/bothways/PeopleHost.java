package dev.integrationsdk.bothways;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.FakeRemote;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryTransaction;
import dev.integrationsdk.testkit.RecordingListener;
import dev.integrationsdk.testkit.TurnableClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A host with a table of people, and a remote that holds them too. */
final class PeopleHost implements EntityHandler, EntityFeed, AutoCloseable {
    static final TenantId ACME = TenantId.of("acme");
    static final Actor ADA = Actor.of("ada");

    final TurnableClock clock = TurnableClock.create();
    final InMemoryStore store = new InMemoryStore(clock);
    final FakeRemote remote = new FakeRemote(clock);
    final RecordingListener listener = new RecordingListener();
    final Map<UUID, HostRecord> rows = new HashMap<>();
    final List<UUID> feed = new ArrayList<>();
    final List<InboundChange> handled = new ArrayList<>();
    final ConnectorConfig connector = ConnectorConfig.of(ACME, ConnectorId.of("crm"), FakeRemote.SYSTEM);
    final Integrations integrations;
    /** Why a change is held back. */
    Function<InboundChange, Optional<String>> rule = change -> Optional.empty();

    PeopleHost() {
        this(EntityPolicy.ofDefaults());
    }

    PeopleHost(EntityPolicy policy) {
        this(builder -> builder.policy(FakeRemote.SYSTEM, FakeRemote.CONTACT, policy));
    }

    PeopleHost(FieldMapping mapping) {
        this(builder -> builder, mapping);
    }

    PeopleHost(UnaryOperator<IntegrationsBuilder> more) {
        this(more, FieldMapping.identity());
    }

    private PeopleHost(UnaryOperator<IntegrationsBuilder> more, FieldMapping mapping) {
        integrations = more.apply(Integrations.builder(store, store)
                        .adapter(remote)
                        .handler(FakeRemote.SYSTEM, FakeRemote.CONTACT, this, mapping)
                        .feed(FakeRemote.SYSTEM, FakeRemote.CONTACT, this, Set.of(FakeRemote.UNIQUE))
                        .listener(listener)
                        .access(AccessPolicy.ofOwnership((tenant, actor) -> actor.equals(ADA)))
                        .clock(clock)
                        .nanoTime(clock::nanoTime))
                .build();
        integrations.connectors().declare(connector);
    }

    JobRun full() {
        return integrations.run(connector.stream(FakeRemote.CONTACT, ScanKind.FULL));
    }

    JobRun incremental() {
        return integrations.run(connector.stream(FakeRemote.CONTACT, ScanKind.INCREMENTAL));
    }

    JobRun push() {
        return integrations.run(connector.stream(FakeRemote.CONTACT, ScanKind.PUSH));
    }

    /** Says that a row has changed. */
    void mark(UUID row) {
        store.inTransaction(unit -> {
            integrations.pushes().changed(unit, scope(), List.of(row));
            return row;
        });
    }

    void remove(UUID row) {
        store.inTransaction(unit -> {
            unit.unwrap(InMemoryTransaction.class).remove(rows, row);
            return row;
        });
    }

    EntityScope scope() {
        return connector.scope(FakeRemote.CONTACT);
    }

    static Attributes person(String name, String email) {
        return Attributes.builder().put("name", name).put("email", email).build();
    }

    /** Gives the remote people from a number on and before another. */
    void people(int from, int to) {
        for (int i = from; i < to; i++) {
            remote.put(FakeRemote.CONTACT, id(i), person("name " + i, i + "@example.com"));
        }
    }

    static String id(int number) {
        return String.format("p%05d", number);
    }

    Attributes attributes(UUID row) {
        return Objects.requireNonNull(rows.get(row)).attributes();
    }

    Set<String> names() {
        return rows.values().stream()
                .map(row -> row.attributes().get("name").map(Object::toString).orElse(""))
                .collect(Collectors.toSet());
    }

    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        Answers answers = Answers.allApplied();
        for (InboundChange change : changes) {
            Optional<String> held = change.isApproved() ? Optional.empty() : rule.apply(change);
            if (held.isPresent()) {
                answers.held(change, held.get());
            } else if (change.kind() == ChangeKind.UPSERTED) {
                HostRecord standing = rows.get(change.internalId());
                Attributes next =
                        standing == null ? change.attributes() : over(standing.attributes(), change.attributes());
                transaction.put(rows, change.internalId(), new HostRecord(next, Optional.of(clock.instant())));
            } else if (change.kind() != ChangeKind.REKEYED) {
                transaction.remove(rows, change.internalId());
            }
        }
        unit.afterCommit(() -> handled.addAll(changes));
        return answers;
    }

    /** What a handler does with attributes that were not sent: it leaves them. */
    static Attributes over(Attributes standing, Attributes changed) {
        Attributes.Builder merged = Attributes.builder();
        for (int i = 0; i < standing.size(); i++) {
            merged.put(standing.nameAt(i), standing.valueAt(i));
        }
        for (int i = 0; i < changed.size(); i++) {
            merged.put(changed.nameAt(i), changed.valueAt(i));
        }
        return merged.build();
    }

    @Override
    public Map<ExternalId, Collection<UUID>> match(List<InboundChange> unknown, UnitOfWork unit) {
        Map<ExternalId, Collection<UUID>> hits = new HashMap<>();
        for (InboundChange change : unknown) {
            Optional<Object> email = change.attributes().get("email");
            List<UUID> found = rows.entrySet().stream()
                    .filter(row -> email.isPresent()
                            && row.getValue().attributes().get("email").equals(email))
                    .map(Map.Entry::getKey)
                    .toList();
            hits.put(change.externalId(), found);
        }
        return hits;
    }

    @Override
    public Map<UUID, HostRecord> load(Collection<UUID> internalIds, UnitOfWork unit) {
        Map<UUID, HostRecord> found = new HashMap<>(rows);
        found.keySet().retainAll(Set.copyOf(internalIds));
        return found;
    }

    /** Those that the test says are new, by their number. */
    @Override
    public Window changes(Optional<String> after, int limit, UnitOfWork unit) {
        int from = after.map(Integer::parseInt).orElse(0);
        int to = Math.min(feed.size(), from + limit);
        return new Window(feed.subList(from, to), String.valueOf(to), to < feed.size());
    }

    /** The host's own row, changed by itself. */
    UUID save(UUID id, Attributes attributes) {
        store.inTransaction(unit -> {
            unit.unwrap(InMemoryTransaction.class)
                    .put(rows, id, new HostRecord(attributes, Optional.of(clock.instant())));
            return id;
        });
        return id;
    }

    @Override
    public void close() {
        integrations.close();
    }
}
