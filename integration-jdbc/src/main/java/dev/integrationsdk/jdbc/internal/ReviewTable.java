package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ReviewRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** Review items: one that stands has its kind and subject as a key, one that has ended its id. */
final class ReviewTable implements ReviewRepository {
    private static final RowInsert ITEM = new RowInsert(
            "review_item",
            List.of("scope_id", "subject_key"),
            List.of(
                    "id",
                    "tenant_id",
                    "connector_id",
                    "entity_type",
                    "kind",
                    "subject",
                    "external_id",
                    "internal_id",
                    "summary",
                    "details",
                    "status",
                    "correlation_id",
                    "raised_at",
                    "choice",
                    "target",
                    "decided_by",
                    "decided_at",
                    "reason",
                    "ended_at"));

    /** In one order for everybody, so that two transactions lock rows in the same order. */
    private static final Comparator<ReviewItem> ORDER = Comparator.comparing(ReviewTable::subjectKey);

    /** The first comparison is for the index. */
    private static final String AFTER = " AND raised_at >= :raised_at AND (raised_at > :raised_at OR id > :id)";

    private final ScopeTable scopes;
    private final Table table;
    private final TextLists details;
    private final String insert;
    private final String find;
    private final KeyedStatement standing;
    private final String list;
    private final String move;
    private final String lapse;
    private final String count;

    ReviewTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("review_item");
        details = new TextLists(table, "details");
        insert = table.sql(table.dialect().insertMissing(ITEM));
        find = table.sql("SELECT * FROM ${prefix}review_item WHERE id = :id AND tenant_id = :tenant");
        standing = table.dialect().find(table, "review_item", "subject_key", "${prefix}review_item.*");
        // H2 reads along an index only if its first columns are named, although they are constant
        list = table.sql("""
                SELECT * FROM ${prefix}review_item
                 WHERE tenant_id = :tenant AND status = :status${after}
                 ORDER BY tenant_id, status, raised_at, id
                 LIMIT :limit""");
        move = table.sql("""
                UPDATE ${prefix}review_item
                   SET status = :status, subject_key = :subject_key, choice = :choice, target = :target,
                       decided_by = :decided_by, decided_at = :decided_at, reason = :reason, ended_at = :ended_at
                 WHERE id = :id AND tenant_id = :tenant_id AND status = :expected""");
        lapse = table.sql("""
                UPDATE ${prefix}review_item
                   SET status = 'LAPSED', subject_key = CAST(id AS CHAR(36)), ended_at = :at
                 WHERE scope_id = :scope AND status IN ('OPEN', 'DECIDED') AND kind = :kind
                   AND subject <> :except""");
        count = table.sql("""
                SELECT COUNT(*) FROM ${prefix}review_item WHERE scope_id = :scope AND status = :status""");
    }

    @Override
    public void raise(UnitOfWork unit, EntityScope scope, List<ReviewItem> items) {
        if (!items.stream().allMatch(item -> item.scope().equals(scope))) {
            throw new IllegalArgumentException("a review item is of another scope than " + scope);
        }
        if (items.isEmpty()) {
            return;
        }
        int number = scopes.requireNow(unit, scope);
        table.inserting(unit, handle -> {
            PreparedBatch batch = handle.prepareBatch(insert);
            items.stream()
                    .sorted(ORDER)
                    .forEach(item -> bind(batch, item).bind("scope_id", number).add());
            return batch.execute();
        });
    }

    private static PreparedBatch bind(PreparedBatch batch, ReviewItem item) {
        return bindState(batch, item)
                .bind("connector_id", item.scope().connector().value())
                .bind("entity_type", item.scope().entityType().value())
                .bind("kind", item.kind().name())
                .bind("subject", item.subject())
                .bind("external_id", item.externalId().map(ExternalId::value).orElse(null))
                .bind("internal_id", Columns.argument(item.internalId().orElse(null)))
                .bind("summary", item.summary())
                .bind("details", TextLists.written(item.details()))
                .bind("correlation_id", item.correlationId().value())
                .bind("raised_at", Columns.at(item.raisedAt()));
    }

    /** What names the item, and what changes. */
    private static <S extends SqlStatement<S>> S bindState(S statement, ReviewItem item) {
        Optional<Verdict> verdict = item.verdict();
        return statement
                .bind("id", Columns.argument(item.id()))
                .bind("tenant_id", item.scope().tenant().value())
                .bind("subject_key", subjectKey(item))
                .bind("status", item.status().name())
                .bind("choice", verdict.map(decided -> decided.choice().name()).orElse(null))
                .bind("target", verdict.flatMap(Verdict::target).orElse(null))
                .bind("decided_by", verdict.map(decided -> decided.by().value()).orElse(null))
                .bind("decided_at", Columns.at(verdict.map(Verdict::at)))
                .bind("reason", verdict.map(Verdict::reason).orElse(null))
                .bind("ended_at", Columns.at(endedAt(item)));
    }

    private static String subjectKey(ReviewItem item) {
        return isStanding(item.status())
                ? subjectKey(item.kind(), item.subject())
                : item.id().toString();
    }

    private static String subjectKey(ReviewKind kind, String subject) {
        return kind.name() + ":" + subject;
    }

    private static boolean isStanding(ReviewStatus status) {
        return status == ReviewStatus.OPEN || status == ReviewStatus.DECIDED;
    }

    private static Optional<Instant> endedAt(ReviewItem item) {
        return isStanding(item.status())
                ? Optional.empty()
                : Optional.of(item.verdict().map(Verdict::at).orElse(item.raisedAt()));
    }

    @Override
    public Optional<ReviewItem> find(UnitOfWork unit, TenantId tenant, UUID id) {
        return table.with(
                unit,
                handle -> handle.createQuery(find)
                        .bind("tenant", tenant.value())
                        .bind("id", Columns.argument(id))
                        .map((row, context) -> item(row))
                        .findOne());
    }

    @Override
    public Map<String, ReviewItem> standing(
            UnitOfWork unit, EntityScope scope, ReviewKind kind, Collection<String> subjects) {
        Map<String, ReviewItem> found = new HashMap<>();
        if (!subjects.isEmpty()) {
            List<String> keys =
                    subjects.stream().map(subject -> subjectKey(kind, subject)).toList();
            scopes.find(unit, scope)
                    .ifPresent(number -> table.withConnection(unit, connection -> {
                        standing.query(connection, number, keys, row -> {
                            if (row.getString("subject") != null) {
                                found.put(row.getString("subject"), item(row));
                            }
                        });
                        return found;
                    }));
        }
        return found;
    }

    @Override
    public List<ReviewItem> list(
            UnitOfWork unit, TenantId tenant, ReviewStatus status, Optional<ReviewItem> after, int limit) {
        String text = list.replace("${after}", after.isPresent() ? AFTER : "");
        return table.with(unit, handle -> {
            Query query = handle.createQuery(text)
                    .bind("tenant", tenant.value())
                    .bind("status", status.name())
                    .bind("limit", limit);
            after.ifPresent(last ->
                    query.bind("raised_at", Columns.at(last.raisedAt())).bind("id", Columns.argument(last.id())));
            return query.map((row, context) -> item(row)).list();
        });
    }

    @Override
    public boolean move(UnitOfWork unit, ReviewItem item, ReviewStatus expected) {
        return table.winsOne(
                unit,
                handle -> bindState(handle.createUpdate(move), item)
                        .bind("expected", expected.name())
                        .execute());
    }

    @Override
    public int lapse(UnitOfWork unit, EntityScope scope, ReviewKind kind, Optional<String> except, Instant at) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createUpdate(lapse)
                                .bind("scope", number)
                                .bind("kind", kind.name())
                                .bind("except", except.orElse(""))
                                .bind("at", Columns.at(at))
                                .execute()))
                .orElse(0);
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope, ReviewStatus status) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(count)
                                .bind("scope", number)
                                .bind("status", status.name())
                                .mapTo(Long.class)
                                .one()))
                .orElse(0L);
    }

    private ReviewItem item(ResultSet row) throws SQLException {
        return new ReviewItem(
                row.getObject("id", UUID.class),
                ScopeTable.scope(row),
                table.constant(ReviewKind.class, "kind", row.getString("kind")),
                row.getString("subject"),
                Columns.optionalText(row, "external_id").map(ExternalId::of),
                Optional.ofNullable(row.getObject("internal_id", UUID.class)),
                row.getString("summary"),
                details.read(row.getString("details")),
                table.constant(ReviewStatus.class, "status", row.getString("status")),
                CorrelationId.ofNullable(row.getString("correlation_id")),
                Columns.instant(row, "raised_at"),
                verdict(row));
    }

    private Optional<Verdict> verdict(ResultSet row) throws SQLException {
        Optional<String> choice = Columns.optionalText(row, "choice");
        return choice.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        table.constant(Verdict.Choice.class, "choice", choice.get()),
                        Columns.optionalText(row, "target"),
                        Actor.of(row.getString("decided_by")),
                        Columns.instant(row, "decided_at"),
                        row.getString("reason")));
    }
}
