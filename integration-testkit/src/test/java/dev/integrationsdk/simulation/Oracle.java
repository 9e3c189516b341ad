package dev.integrationsdk.simulation;

import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.letter.DeadLetters;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.StoredCheckpoint;
import dev.integrationsdk.testkit.FakeRemote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows what must hold, and says so with {@link Violation} where it does not. Confined to its thread. */
@SuppressWarnings("NullAway") // what is looked up is there, or the schedule fails
final class Oracle {
    private final World world;
    private final Map<StreamId, StoredCheckpoint> checkpoints = new HashMap<>();
    private Optional<String> violated = Optional.empty();
    private String lastFailures = "";

    Oracle(World world) {
        this.world = world;
    }

    void require(boolean holds, String what) {
        if (!holds) {
            violated(what);
            throw new Violation(what);
        }
    }

    /** For code that the library calls, and whose exceptions it understands in its own way. */
    void violated(String what) {
        if (violated.isEmpty()) {
            violated = Optional.of(what);
        }
    }

    /** A change as it is handed over. */
    void seen(InboundChange change) {
        require(world.machine().isInTransaction(), "the handler runs outside of a transaction");
        StreamId running = world.machine().running().orElseThrow();
        require(running.scope().equals(change.scope()), "a run of " + running + " hands over for " + change.scope());
        String email = Persons.text(change.attributes(), "email");
        require(
                email.isEmpty() || email.startsWith(change.scope().tenant().value() + "-"),
                change.scope().tenant() + " is shown " + email);
    }

    void refused(IntegrationException refused) {
        require(refused.code() != ErrorCode.ENGINE_DEFECT, "the library failed: " + refused.getMessage());
    }

    /** @param pulled how many changes the remote sent */
    void ended(JobRun run, long pulled) {
        run.failure().ifPresent(failure -> {
            lastFailures = run.stream() + " " + failure.code() + " " + failure.message();
            require(failure.code() != ErrorCode.ENGINE_DEFECT, "the library failed: " + failure.message());
        });
        if (run.status() == RunStatus.SUCCEEDED && run.stream().scanKind() == ScanKind.INCREMENTAL) {
            require(run.counts().read() == pulled, pulled + " were read, but counted is " + run.counts());
        }
        JobRun stored = inTransaction(
                        unit -> world.store().jobRuns().find(unit, run.stream().tenant(), run.id()))
                .orElse(run);
        require(!stored.status().isTerminal() || stored.counts().equals(run.counts()), "counts differ: " + stored);
    }

    void afterStep(Schedule.Step step) {
        violated.ifPresent(what -> {
            throw new Violation(what);
        });
        for (TenantId tenant : World.TENANTS) {
            monotonic(world.stream(tenant, FakeRemote.CONTACT, ScanKind.INCREMENTAL));
            monotonic(world.stream(tenant, FakeRemote.COMPANY, ScanKind.INCREMENTAL));
        }
    }

    private void monotonic(StreamId stream) {
        inTransaction(unit -> world.store().checkpoints().find(unit, stream)).ifPresent(next -> {
            StoredCheckpoint before = checkpoints.put(stream, next);
            require(
                    before == null || (before.revision() <= next.revision() && position(before) <= position(next)),
                    "the checkpoint of " + stream + " goes back from " + before + " to " + next);
        });
    }

    private static long position(StoredCheckpoint checkpoint) {
        return Long.parseLong(checkpoint.checkpoint().watermark());
    }

    /** What a person does: has everything tried again that was refused. */
    void mend() {
        DeadLetters letters = world.machine().integrations().deadLetters();
        for (TenantId tenant : World.TENANTS) {
            for (EntityScope scope : scopes(tenant)) {
                List<UUID> open = letters(scope).stream().map(DeadLetter::id).toList();
                if (!open.isEmpty()) {
                    world.machine().running(Optional.of(new StreamId(scope, ScanKind.RECORD)));
                    letters.retry(World.ADA, scope, open);
                    world.machine().running(Optional.empty());
                }
            }
            EntityScope scope = contacts(tenant);
            List<UUID> held = inTransaction(unit -> world.store().pushes().held(unit, scope, 1000)).stream()
                    .map(PushMark::internalId)
                    .toList();
            if (!held.isEmpty()) {
                world.machine().integrations().pushes().retry(World.ADA, scope, held);
            }
        }
    }

    private List<DeadLetter> letters(EntityScope scope) {
        return inTransaction(unit -> world.store().deadLetters().list(unit, scope, 1000));
    }

    /** Both sides must be equal now, and right. */
    void settled() {
        for (TenantId tenant : World.TENANTS) {
            nothingOpen(tenant);
            Map<String, Attributes> here = byEmail(
                    tenant + " here",
                    world.contacts().of(tenant).values().stream()
                            .map(row -> row.record().attributes())
                            .toList());
            Map<String, Attributes> there = byEmail(
                    tenant + " there",
                    List.copyOf(world.remote(tenant).records(FakeRemote.CONTACT).values()));
            require(
                    here.keySet().equals(there.keySet()),
                    tenant + " has here " + here.keySet() + ", there " + there.keySet() + "; last failure "
                            + lastFailures);
            here.forEach((email, row) -> require(
                    sameFields(row, there.get(email)),
                    email + " is here " + fields(row) + ", there " + fields(there.get(email))));
            Persons persons = world.persons(tenant);
            persons.wrong(here, world.schedule().terms().conflicts()).ifPresent(what -> require(false, what));
            mapped(tenant);
            companies(tenant);
            persons.settled(here);
        }
        countsAddUp();
    }

    private void nothingOpen(TenantId tenant) {
        for (EntityScope scope : scopes(tenant)) {
            List<DeadLetter> left = letters(scope).stream()
                    .filter(letter -> isThere(letter, tenant))
                    .toList();
            require(left.isEmpty(), "dead letters are left: " + left);
        }
        for (PushState state : PushState.values()) {
            long marks = inTransaction(unit -> world.store().pushes().count(unit, contacts(tenant), state));
            require(
                    marks == 0,
                    marks + " marks of " + tenant + " are left " + state + "; last failure " + lastFailures);
        }
        List<ReviewItem> open =
                inTransaction(unit ->
                                world.store().reviews().list(unit, tenant, ReviewStatus.OPEN, Optional.empty(), 100))
                        .stream()
                        .filter(item -> !isAboutRekeyed(item) && !isAboutGone(item, tenant))
                        .toList();
        require(open.isEmpty(), "review items are left: " + open);
    }

    /** The letter of a record that has another id meanwhile, or is gone, says so until somebody discards it. */
    private boolean isThere(DeadLetter letter, TenantId tenant) {
        return letter.externalId()
                .filter(id -> world.remote(tenant)
                        .records(letter.scope().entityType())
                        .containsKey(id.value()))
                .isPresent();
    }

    /** Whether a row was written that is gone since, nobody can find out. */
    private boolean isAboutGone(ReviewItem item, TenantId tenant) {
        return item.kind() == ReviewKind.UNKNOWN_OUTCOME
                && item.internalId()
                        .filter(row -> !world.contacts().of(tenant).containsKey(row))
                        .isPresent();
    }

    /** A scan that sees a record under its new id before it is told so cannot know better than to ask. */
    private static boolean isAboutRekeyed(ReviewItem item) {
        return item.kind() == ReviewKind.TAKEN_ROW
                && item.externalId().filter(id -> id.value().startsWith("k")).isPresent();
    }

    private Map<String, Attributes> byEmail(String whose, List<Attributes> records) {
        Map<String, Attributes> all = new TreeMap<>();
        for (Attributes record : records) {
            String email = Persons.text(record, "email");
            require(all.put(email, record) == null, whose + " holds " + email + " twice");
        }
        return all;
    }

    private static boolean sameFields(Attributes one, Attributes other) {
        return fields(one).equals(fields(other));
    }

    private static Map<String, String> fields(Attributes attributes) {
        return Persons.FIELDS.stream()
                .collect(Collectors.toMap(Function.identity(), field -> Persons.text(attributes, field)));
    }

    /** Every record has one row, and every row one record. */
    private void mapped(TenantId tenant) {
        List<RecordMapping> active =
                inTransaction(unit -> world.store().mappings().list(unit, contacts(tenant), Optional.empty(), 10_000))
                        .stream()
                        .filter(mapping -> mapping.status() == MappingStatus.ACTIVE)
                        .toList();
        Map<String, Attributes> there = world.remote(tenant).records(FakeRemote.CONTACT);
        Map<UUID, HostTable.Row> here = world.contacts().of(tenant);
        require(
                active.size() == there.size() && active.size() == here.size(),
                tenant + " has " + active.size() + " mappings, " + there.size() + " records and " + here.size()
                        + " rows");
        for (RecordMapping mapping : active) {
            Attributes record = there.get(mapping.externalId().value());
            HostTable.Row row = here.get(mapping.internalId());
            require(
                    record != null
                            && row != null
                            && Persons.text(record, "email").equals(row.email()),
                    "the mapping of " + mapping.externalId() + " is wrong");
        }
    }

    private void companies(TenantId tenant) {
        Map<String, Attributes> there = byEmail(
                tenant + " there",
                List.copyOf(world.remote(tenant).records(FakeRemote.COMPANY).values()));
        Map<String, Attributes> here = byEmail(
                tenant + " here",
                world.companies().of(tenant).values().stream()
                        .map(row -> row.record().attributes())
                        .toList());
        require(here.equals(there), tenant + " has companies " + here + ", not " + there);
    }

    /** What runs say they have created is what the handler has inserted. */
    private void countsAddUp() {
        require(
                created(FakeRemote.CONTACT) == world.contacts().inserted(),
                "runs have created " + created(FakeRemote.CONTACT) + " contacts, but the handler "
                        + world.contacts().inserted());
        require(
                created(FakeRemote.COMPANY) == world.companies().inserted(),
                "runs have created " + created(FakeRemote.COMPANY) + " companies, but the handler "
                        + world.companies().inserted());
    }

    private long created(EntityType type) {
        long created = 0;
        for (TenantId tenant : World.TENANTS) {
            EntityScope scope = world.connector(tenant).scope(type);
            for (JobRun run : inTransaction(unit -> world.store().jobRuns().list(unit, scope, 100_000))) {
                created += run.stream().scanKind() == ScanKind.PUSH
                        ? 0
                        : run.counts().of(RecordState.CREATED);
            }
        }
        return created;
    }

    private List<EntityScope> scopes(TenantId tenant) {
        return List.of(contacts(tenant), world.connector(tenant).scope(FakeRemote.COMPANY));
    }

    private EntityScope contacts(TenantId tenant) {
        return world.connector(tenant).scope(FakeRemote.CONTACT);
    }

    private <T> T inTransaction(Function<UnitOfWork, T> read) {
        return world.store().inTransaction(read::apply);
    }
}
