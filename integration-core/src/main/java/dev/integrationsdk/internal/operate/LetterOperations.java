package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.Gatekeeper;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.internal.sync.RecordsAsked;
import dev.integrationsdk.internal.sync.StreamRunner;
import dev.integrationsdk.letter.DeadLetters;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.LetterQuery;
import dev.integrationsdk.store.Repositories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Dead letters and waiting records, for people and for schedulers. Immutable and thread-safe. */
public final class LetterOperations implements DeadLetters {
    private static final int PAGE = 1_000;
    private static final int LONGEST_REASON = 500;

    private final ConnectorOffice office;
    private final StreamRunner runner;
    private final StreamRunner.Letters letters;

    public LetterOperations(ConnectorOffice office, StreamRunner runner, StreamRunner.Letters letters) {
        this.office = office;
        this.runner = runner;
        this.letters = letters;
    }

    @Override
    public List<DeadLetter> list(Actor actor, EntityScope scope, LetterQuery query) {
        office.requireAllowed(actor, Permission.READ, connector(scope));
        return office.inTransaction(unit -> repositories().deadLetters().page(unit, scope, query));
    }

    @Override
    public Optional<DeadLetter> find(Actor actor, EntityScope scope, UUID letter) {
        return list(actor, scope, LetterQuery.of(List.of(letter))).stream().findFirst();
    }

    @Override
    public Optional<Attributes> attributes(Actor actor, EntityScope scope, UUID letter) {
        audited(By.of(actor), Permission.CONFIGURE, AuditAction.LETTER_OPENED, scope, "letter " + letter);
        return open(scope, List.of(letter)).stream()
                .flatMap(open -> open.externalId().stream())
                .flatMap(record -> kept(scope, List.of(record)).stream())
                .filter(Change.Upserted.class::isInstance)
                .map(change -> ((Change.Upserted) change).record().attributes())
                .findFirst();
    }

    @Override
    public Optional<JobRun> retry(Actor actor, EntityScope scope, Collection<UUID> ids) {
        By by = By.of(actor);
        audited(by, Permission.USE, AuditAction.LETTERS_RETRIED, scope, named(ids));
        return retry(by, scope, open(scope, ids));
    }

    @Override
    public Optional<JobRun> retryAll(Actor actor, EntityScope scope, ErrorCode cause) {
        By by = By.of(actor);
        audited(by, Permission.USE, AuditAction.LETTERS_RETRIED, scope, "all of the cause " + cause);
        return retry(by, scope, pages(scope, LetterQuery.first(PAGE).withCode(cause)));
    }

    private Optional<JobRun> retry(By by, EntityScope scope, List<DeadLetter> open) {
        List<ExternalId> records =
                open.stream().flatMap(letter -> letter.externalId().stream()).toList();
        if (!open.isEmpty() && records.isEmpty()) {
            throw nameless();
        }
        return run(by, scope, records);
    }

    private Optional<JobRun> run(By by, EntityScope scope, List<ExternalId> records) {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        RecordsAsked asked = new RecordsAsked(List.of(), records, ids -> kept(scope, ids));
        return Optional.of(runner.run(RecordOperations.request(by, scope), asked));
    }

    @Override
    public Optional<JobRun> retryEdited(Actor actor, EntityScope scope, UUID letter, Attributes edited) {
        By by = By.of(actor);
        audited(by, Permission.CONFIGURE, AuditAction.LETTER_EDITED, scope, "letter " + letter + ": " + edited.names());
        Optional<DeadLetter> open = open(scope, List.of(letter)).stream().findFirst();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        ExternalId record = open.get().externalId().orElseThrow(LetterOperations::nameless);
        Change change = Change.upserted(edited(record, kept(scope, List.of(record)), edited));
        RecordsAsked asked = new RecordsAsked(List.of(change), List.of(), ids -> List.of());
        return Optional.of(runner.run(RecordOperations.request(by, scope), asked));
    }

    /** Of the time of the state that was edited: one that was applied since counts for more. */
    private static ExternalRecord edited(ExternalId id, List<Change> kept, Attributes attributes) {
        ExternalRecord record = ExternalRecord.of(id, attributes);
        for (Change change : kept) {
            if (change instanceof Change.Upserted former) {
                Optional<Instant> modifiedAt = former.record().modifiedAt();
                record = modifiedAt.isPresent() ? record.withModifiedAt(modifiedAt.get()) : record;
            }
        }
        return record;
    }

    @Override
    public int discard(Actor actor, EntityScope scope, Collection<UUID> ids, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("say why in 1 to " + LONGEST_REASON + " characters");
        }
        By by = By.of(actor);
        LetterQuery query = LetterQuery.of(ids);
        require(by, Permission.CONFIGURE, AuditAction.LETTERS_DISCARDED, scope);
        return office.inTransaction(unit -> {
            List<DeadLetter> open = repositories().deadLetters().page(unit, scope, query);
            List<ExternalId> records = open.stream()
                    .flatMap(letter -> letter.externalId().stream())
                    .toList();
            int discarded = repositories().deadLetters().discard(unit, scope, query.ids());
            repositories().deferredRecords().remove(unit, scope, records);
            repositories().keptRecords().remove(unit, scope, records);
            done(unit, by, AuditAction.LETTERS_DISCARDED, scope, named(ids) + ", " + discarded + " open: " + reason);
            return discarded;
        });
    }

    @Override
    public Optional<JobRun> retryDue(Actor actor, EntityScope scope) {
        office.requireAllowed(actor, Permission.USE, connector(scope));
        return run(By.of(actor), scope, office.inTransaction(unit -> due(unit, scope)));
    }

    /** Scopes in which something is due after records of this one were applied. */
    Set<EntityScope> following(UnitOfWork unit, EntityScope scope) {
        Set<EntityScope> scopes =
                new LinkedHashSet<>(repositories().deferredRecords().wokenBy(unit, scope));
        if (!due(unit, scope).isEmpty()) {
            scopes.add(scope);
        }
        return scopes;
    }

    /** Records of the scope that are to be tried again without anybody's asking. */
    private List<ExternalId> due(UnitOfWork unit, EntityScope scope) {
        Instant now = office.clock().instant();
        Set<ExternalId> records =
                new LinkedHashSet<>(repositories().deferredRecords().ready(unit, scope, MOST - 2 * PAGE));
        repositories()
                .deferredRecords()
                .overdue(unit, scope, now.minus(letters.longestWait()), PAGE)
                .forEach(late -> records.add(late.externalId()));
        repositories()
                .deadLetters()
                .page(unit, scope, LetterQuery.first(PAGE).withDueBy(now))
                .forEach(letter -> letter.externalId().ifPresent(records::add));
        return List.copyOf(records);
    }

    @Override
    public List<DeferredRecord> waiting(Actor actor, EntityScope scope, Optional<ExternalId> after, int limit) {
        if (limit < 1 || limit > PAGE) {
            throw new IllegalArgumentException("limit must be 1 to " + PAGE + ", but is " + limit);
        }
        office.requireAllowed(actor, Permission.READ, connector(scope));
        return office.inTransaction(unit -> repositories().deferredRecords().list(unit, scope, after, limit));
    }

    private List<DeadLetter> open(EntityScope scope, Collection<UUID> ids) {
        return office.inTransaction(unit -> repositories().deadLetters().page(unit, scope, LetterQuery.of(ids)));
    }

    private List<DeadLetter> pages(EntityScope scope, LetterQuery first) {
        List<DeadLetter> all = new ArrayList<>();
        LetterQuery next = first;
        while (all.size() < MOST) {
            LetterQuery query = next;
            List<DeadLetter> page =
                    office.inTransaction(unit -> repositories().deadLetters().page(unit, scope, query));
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
            next = first.withAfter(page.get(page.size() - 1).id());
        }
        return all;
    }

    private List<Change> kept(EntityScope scope, List<ExternalId> records) {
        Map<ExternalId, KeptRecord> rows =
                office.inTransaction(unit -> repositories().keptRecords().find(unit, scope, records));
        return records.stream()
                .flatMap(id -> Optional.ofNullable(rows.get(id)).stream())
                .map(letters.keeper()::open)
                .toList();
    }

    private void audited(By by, Permission permission, AuditAction action, EntityScope scope, String detail) {
        require(by, permission, action, scope);
        office.inTransaction(unit -> {
            done(unit, by, action, scope, detail);
            return true;
        });
    }

    private void require(By by, Permission permission, AuditAction action, EntityScope scope) {
        if (!office.isAllowed(by.actor(), permission, connector(scope))) {
            office.inTransaction(unit -> {
                office.ledger().denied(unit, by, action, scope.tenant(), Optional.of(scope.connector()));
                return true;
            });
            throw Gatekeeper.unknown(connector(scope));
        }
    }

    private void done(UnitOfWork unit, By by, AuditAction action, EntityScope scope, String detail) {
        office.ledger().done(unit, by, action, connector(scope), scope.entityType() + ", " + detail);
    }

    private static String named(Collection<UUID> ids) {
        return ids.size() == 1 ? "letter " + ids.iterator().next() : ids.size() + " letters";
    }

    private static IntegrationException nameless() {
        return new IntegrationException(
                ErrorCode.UNSUPPORTED, "the letter does not name its record: only the next scan can bring it again");
    }

    private static ConnectorKey connector(EntityScope scope) {
        return new ConnectorKey(scope.tenant(), scope.connector());
    }

    private Repositories repositories() {
        return office.repositories();
    }
}
