package dev.integrationsdk.simulation;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.simulation.Faults.Fault;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.FakeRemote;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A host with two tenants, a remote for each of them, and a process that crashes and comes again. Confined to its thread. */
@SuppressWarnings("NullAway") // what is looked up is there, or the schedule fails
final class World {
    static final List<TenantId> TENANTS = List.of(TenantId.of("acme"), TenantId.of("bolt"));
    static final Actor ADA = Actor.of("ada");

    private final Schedule schedule;
    private final Planted planted;
    private final TurnableClock clock = TurnableClock.create();
    private final TurnableClock remoteClock = TurnableClock.create();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final Repositories repositories;
    private final TransactionRunner database;
    private final Faults faults = new Faults();
    private final Map<TenantId, FakeRemote> remotes = new HashMap<>();
    private final Map<TenantId, Persons> persons = new HashMap<>();
    private final Map<TenantId, ConnectorConfig> connectors = new HashMap<>();
    private final HostTable contacts = new HostTable(this);
    private final HostTable companies = new HostTable(this);
    private final Oracle oracle;
    private Machine machine;
    private int names;
    private long pulled;

    World(Schedule schedule, Planted planted) {
        this.schedule = schedule;
        this.planted = planted;
        this.repositories = planted.repositories(store);
        this.database = planted.transactions(store);
        for (TenantId tenant : TENANTS) {
            FakeRemote remote = new FakeRemote(remoteClock);
            remotes.put(tenant, remote);
            persons.put(tenant, new Persons());
            connectors.put(tenant, ConnectorConfig.of(tenant, ConnectorId.of("crm"), FakeRemote.SYSTEM));
        }
        this.oracle = new Oracle(this);
        this.machine = new Machine(this, database);
        connect();
    }

    private void connect() {
        connectors
                .values()
                .forEach(connector -> machine.integrations().connectors().declare(connector));
    }

    /** Everything of a process. */
    Integrations library(Machine runner) {
        return Integrations.builder(repositories, runner)
                .adapter(new Remotes())
                .handler(FakeRemote.SYSTEM, FakeRemote.CONTACT, contacts)
                .handler(FakeRemote.SYSTEM, FakeRemote.COMPANY, companies)
                .feed(FakeRemote.SYSTEM, FakeRemote.CONTACT, contacts, Set.of(FakeRemote.UNIQUE))
                .policy(
                        FakeRemote.SYSTEM,
                        FakeRemote.CONTACT,
                        EntityPolicy.ofDefaults().withConflicts(schedule.terms().conflicts()))
                .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(1)))
                .limits(RunLimits.ofDefaults()
                        .withRecordsPerPage(schedule.terms().recordsPerPage())
                        .withPagesPerCommit(schedule.terms().pagesPerCommit()))
                .access(AccessPolicy.ofOwnership((tenant, actor) -> actor.equals(ADA)))
                .executor(new SameThread(schedule.terms().fetchesAhead()))
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .build();
    }

    /** Plays the schedule to its end. */
    void play() {
        try {
            for (Schedule.Step step : schedule.steps()) {
                play(step);
                oracle.afterStep(step);
            }
        } finally {
            machine.close();
        }
    }

    private void play(Schedule.Step step) {
        trace(step.toString());
        TenantId tenant = TENANTS.get(step.tenant());
        switch (step.action()) {
            case HERE_NEW -> hereNew(tenant, newEmail(tenant));
            case THERE_NEW -> thereNew(tenant, newEmail(tenant));
            case BORN_TWICE -> bornTwice(tenant);
            case HERE_EDIT -> hereEdit(tenant, step);
            case THERE_EDIT -> thereEdit(tenant, step);
            case HERE_DELETE -> hereDelete(tenant, step.one());
            case THERE_DELETE -> thereDelete(tenant, step.one());
            case THERE_MERGE -> thereMerge(tenant, step);
            case THERE_REKEY -> thereRekey(tenant, step.one());
            case COMPANY_EDIT ->
                remote(tenant)
                        .put(
                                FakeRemote.COMPANY,
                                "o" + step.one() % 7,
                                Attributes.builder()
                                        .put("email", tenant + "-o" + step.one() % 7)
                                        .put("name", "n" + ++names)
                                        .build());
            case PULL -> run(stream(tenant, FakeRemote.CONTACT, ScanKind.INCREMENTAL));
            case PULL_COMPANIES -> run(stream(tenant, FakeRemote.COMPANY, ScanKind.INCREMENTAL));
            case FULL -> run(stream(tenant, FakeRemote.CONTACT, ScanKind.FULL));
            case PUSH -> run(stream(tenant, FakeRemote.CONTACT, ScanKind.PUSH));
            case FAULT ->
                faults.arm(List.of(Fault.values()).get(step.one() % Fault.values().length), 1 + step.other() % 5);
            case CRASH -> machine.crashAfter(1 + step.one() % 30);
            case CANCEL -> machine.cancelAfter(1 + step.one() % 20);
            case TURN -> turn(Duration.ofSeconds(step.one() % 4 == 0 ? 7_200 : 1 + step.one() % 90));
            case TURN_BACK -> clock.turn(Duration.ofSeconds(-step.one()));
            case SETTLE -> settle();
        }
        turn(Duration.ofSeconds(1));
    }

    static void trace(String line) {
        if (Boolean.getBoolean("simulation.trace")) {
            System.out.println(line);
        }
    }

    private void turn(Duration by) {
        clock.turn(by);
        remoteClock.turn(by);
    }

    private String newEmail(TenantId tenant) {
        return tenant + "-p" + String.format("%03d", ++names);
    }

    private void hereNew(TenantId tenant, String email) {
        Attributes attributes = Attributes.builder()
                .put("email", email)
                .put("name", "h" + ++names)
                .put("city", "h" + ++names)
                .build();
        save(tenant, new UUID(names, schedule.seed()), attributes);
        for (String field : List.of("name", "city")) {
            persons(tenant).here(email, field, Persons.text(attributes, field));
        }
    }

    private void thereNew(TenantId tenant, String email) {
        Attributes attributes = Attributes.builder()
                .put("email", email)
                .put("name", "t" + ++names)
                .put("phone", "t" + ++names)
                .build();
        remote(tenant).put(FakeRemote.CONTACT, "r" + names, attributes);
        for (String field : List.of("name", "phone")) {
            persons(tenant).there(email, field, Persons.text(attributes, field));
        }
    }

    private void bornTwice(TenantId tenant) {
        String email = newEmail(tenant);
        persons(tenant).bornTwice(email);
        hereNew(tenant, email);
        thereNew(tenant, email);
    }

    private void hereEdit(TenantId tenant, Schedule.Step step) {
        Map<String, UUID> rows = rowsByEmail(tenant);
        if (rows.isEmpty()) {
            return;
        }
        String email = pick(rows, step.one());
        UUID id = rows.get(email);
        String field = Persons.FIELDS.get(step.other() % Persons.FIELDS.size());
        String value = value("h", step);
        HostTable.Row row = contacts.of(tenant).get(id);
        save(
                tenant,
                id,
                Persons.over(
                        row.record().attributes(),
                        Attributes.builder().put(field, value).build()));
        persons(tenant).here(email, field, value);
    }

    /** Never seen before, or one of a few, so that a side goes back to what it was. */
    private String value(String side, Schedule.Step step) {
        return step.other() % 2 == 0 ? side + ++names : String.valueOf((char) ('a' + step.one() % 2));
    }

    /** In one transaction with its mark, as a host does it. */
    private void save(TenantId tenant, UUID id, Attributes attributes) {
        machine.inTransaction(unit -> {
            contacts.save(tenant, id, attributes, unit);
            return mark(tenant, id, unit);
        });
    }

    private boolean mark(TenantId tenant, UUID id, UnitOfWork unit) {
        machine.integrations().pushes().changed(unit, connector(tenant).scope(FakeRemote.CONTACT), List.of(id));
        return true;
    }

    private void thereEdit(TenantId tenant, Schedule.Step step) {
        Map<String, String> records = recordsByEmail(tenant);
        if (records.isEmpty()) {
            return;
        }
        String email = pick(records, step.one());
        String field = Persons.FIELDS.get(step.other() % Persons.FIELDS.size());
        String value = value("t", step);
        remote(tenant)
                .patch(
                        FakeRemote.CONTACT,
                        records.get(email),
                        Attributes.builder().put(field, value).build());
        persons(tenant).there(email, field, value);
    }

    private void hereDelete(TenantId tenant, int one) {
        Map<String, UUID> rows = rowsByEmail(tenant);
        if (rows.isEmpty()) {
            return;
        }
        String email = pick(rows, one);
        machine.inTransaction(unit -> {
            contacts.remove(rows.get(email), unit);
            return mark(tenant, rows.get(email), unit);
        });
        persons(tenant).goneHere(email);
    }

    private void thereDelete(TenantId tenant, int one) {
        Map<String, String> records = recordsByEmail(tenant);
        if (!records.isEmpty()) {
            String email = pick(records, one);
            remote(tenant).delete(FakeRemote.CONTACT, records.get(email));
            persons(tenant).goneThere(email);
        }
    }

    private void thereMerge(TenantId tenant, Schedule.Step step) {
        Map<String, String> records = recordsByEmail(tenant);
        if (records.size() < 2) {
            return;
        }
        String loser = pick(records, step.one());
        String id = records.remove(loser);
        remote(tenant).merge(FakeRemote.CONTACT, id, records.get(pick(records, step.other())));
        persons(tenant).goneThere(loser);
    }

    private void thereRekey(TenantId tenant, int one) {
        Map<String, String> records = recordsByEmail(tenant);
        if (!records.isEmpty()) {
            remote(tenant).rekey(FakeRemote.CONTACT, records.get(pick(records, one)), "k" + ++names);
        }
    }

    private static String pick(Map<String, ?> some, int number) {
        return List.copyOf(some.keySet()).get(number % some.size());
    }

    private Map<String, UUID> rowsByEmail(TenantId tenant) {
        Map<String, UUID> rows = new TreeMap<>();
        contacts.of(tenant).forEach((id, row) -> rows.put(row.email(), id));
        return rows;
    }

    private Map<String, String> recordsByEmail(TenantId tenant) {
        Map<String, String> records = new TreeMap<>();
        remote(tenant)
                .records(FakeRemote.CONTACT)
                .forEach((id, record) -> records.put(Persons.text(record, "email"), id));
        return records;
    }

    /** As a scheduler does it: a crash is followed by a new process, and a refusal by nothing. */
    Optional<JobRun> run(StreamId stream) {
        pulled = 0;
        machine.running(Optional.of(stream));
        try {
            JobRun run = machine.integrations().run(stream);
            trace("    " + stream + " " + run.status() + " " + run.counts() + " " + run.failure());
            if (!machine.isDead()) {
                oracle.ended(run, pulled);
                return Optional.of(run);
            }
        } catch (IntegrationException refused) {
            oracle.refused(refused);
        } catch (Crash crash) {
            oracle.require(machine.isDead(), "the process lives on after a crash");
        } finally {
            machine.running(Optional.empty());
            machine.crashAfter(0);
            machine.cancelAfter(0);
            startAgainIfDead();
        }
        return Optional.empty();
    }

    private void startAgainIfDead() {
        if (machine.isDead()) {
            machine.close();
            machine = new Machine(this, database);
            connect();
        }
    }

    /** Faults and edits rest. */
    private void settle() {
        faults.none();
        machine.crashAfter(0);
        for (int i = 0; i < 2; i++) {
            oracle.mend();
            cycle();
        }
        oracle.mend();
        scanAll();
        cycle();
        cycle();
        List<Long> before = effects();
        cycle();
        scanAll();
        oracle.require(before.equals(effects()), "writes go on after two cycles: " + before + " then " + effects());
        oracle.settled();
    }

    private void cycle() {
        turn(Duration.ofHours(3));
        for (TenantId tenant : TENANTS) {
            run(stream(tenant, FakeRemote.CONTACT, ScanKind.INCREMENTAL));
            run(stream(tenant, FakeRemote.COMPANY, ScanKind.INCREMENTAL));
            run(stream(tenant, FakeRemote.CONTACT, ScanKind.PUSH));
        }
    }

    private void scanAll() {
        TENANTS.forEach(tenant -> run(stream(tenant, FakeRemote.CONTACT, ScanKind.FULL)));
    }

    private List<Long> effects() {
        List<Long> effects = new ArrayList<>(List.of(contacts.changed(), companies.changed()));
        TENANTS.forEach(tenant -> effects.add((long) remote(tenant).pushes().size()));
        return effects;
    }

    StreamId stream(TenantId tenant, EntityType type, ScanKind kind) {
        return connector(tenant).stream(type, kind);
    }

    Schedule schedule() {
        return schedule;
    }

    Machine machine() {
        return machine;
    }

    Oracle oracle() {
        return oracle;
    }

    Faults faults() {
        return faults;
    }

    TurnableClock clock() {
        return clock;
    }

    InMemoryStore store() {
        return store;
    }

    HostTable contacts() {
        return contacts;
    }

    HostTable companies() {
        return companies;
    }

    FakeRemote remote(TenantId tenant) {
        return remotes.get(tenant);
    }

    Persons persons(TenantId tenant) {
        return persons.get(tenant);
    }

    ConnectorConfig connector(TenantId tenant) {
        return connectors.get(tenant);
    }

    /** Each tenant's connector leads to its own remote. */
    private final class Remotes implements ConnectorProvider {
        @Override
        public ConnectorDescriptor descriptor() {
            return remote(TENANTS.get(0)).descriptor();
        }

        @Override
        public Connector open(ConnectorContext context) {
            FakeRemote remote = remote(context.tenant());
            remote.onPull(page -> {
                outside("pull answered");
                PullPage sent = faults.page(page);
                pulled += sent.changes().size();
                return sent;
            });
            remote.onPush((items, write) -> {
                outside("push begins");
                trace("    push " + items);
                var outcomes = faults.push(items, planted.write(write));
                machine.point("push answered");
                return outcomes;
            });
            remote.onVerify(items -> {
                outside("verify begins");
                faults.verify();
            });
            return planted.connector(remote.open(context));
        }

        private void outside(String where) {
            oracle.require(!machine.isInTransaction(), "a call to the outside while a transaction is open");
            machine.point(where);
        }
    }
}
