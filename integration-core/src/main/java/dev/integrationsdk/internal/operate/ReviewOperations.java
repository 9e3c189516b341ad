package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.mapping.FieldMappings;
import dev.integrationsdk.mapping.FieldRule;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Reviews;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.review.Verdict.Choice;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Shipment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets people decide, and does what follows. Thread-safe. */
public final class ReviewOperations implements Reviews {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewOperations.class);

    private final ConnectorOffice office;
    private final FieldMappings mappings;
    private final Runs runs;

    public ReviewOperations(ConnectorOffice office, FieldMappings mappings, Runs runs) {
        this.office = office;
        this.mappings = mappings;
        this.runs = runs;
    }

    /** Runs that do what was decided. */
    public interface Runs {
        /** Reads these records once more and applies them. */
        void again(By by, EntityScope scope, List<ExternalId> records);

        /** Concludes what follows from a full scan that has ended. */
        void conclude(By by, StreamId stream);
    }

    @Override
    public List<ReviewItem> list(
            Actor actor, TenantId tenant, ReviewStatus status, Optional<ReviewItem> after, int limit) {
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit must be 1 to 1,000, but is " + limit);
        }
        List<ReviewItem> items =
                office.inTransaction(unit -> office.repositories().reviews().list(unit, tenant, status, after, limit));
        return items.stream()
                .filter(item -> office.isAllowed(actor, Permission.READ, key(item)))
                .toList();
    }

    @Override
    public Optional<ReviewItem> find(Actor actor, TenantId tenant, UUID id) {
        return find(tenant, id).filter(item -> office.isAllowed(actor, Permission.READ, key(item)));
    }

    private Optional<ReviewItem> find(TenantId tenant, UUID id) {
        return office.inTransaction(unit -> office.repositories().reviews().find(unit, tenant, id));
    }

    @Override
    public ReviewItem decide(
            Actor actor, TenantId tenant, UUID id, Choice choice, Optional<String> target, String reason) {
        By by = By.of(actor);
        ReviewItem item = find(tenant, id)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.UNKNOWN_CONNECTOR, "tenant " + tenant + " has no review item " + id));
        office.requireAllowed(by, Permission.CONFIGURE, AuditAction.REVIEW_DECIDED, key(item));
        Verdict verdict = verdict(item, choice, target, by, reason);
        if (item.kind() == ReviewKind.UNKNOWN_VALUE && choice == Choice.ALWAYS_MAP_TO) {
            mapAlways(actor, item, target.orElseThrow());
        }
        ReviewItem decided = office.inTransaction(unit -> decide(unit, by, item, verdict));
        followUp(by, decided);
        return find(tenant, id).orElse(decided);
    }

    private Verdict verdict(ReviewItem item, Choice choice, Optional<String> target, By by, String reason) {
        try {
            if (!item.choices().contains(choice)) {
                throw new IllegalArgumentException(
                        choice + " makes no sense for " + item.kind() + ", which knows " + item.choices());
            }
            target.ifPresent(text -> requireTarget(item, text));
            return new Verdict(choice, target, by.actor(), office.clock().instant(), reason);
        } catch (IllegalArgumentException wrong) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION, "review item " + item.id() + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void requireTarget(ReviewItem item, String target) {
        switch (item.kind()) {
            case SEVERAL_MATCHES, TAKEN_ROW -> UUID.fromString(target);
            case UNKNOWN_OUTCOME -> ExternalId.of(target);
            default -> {
                if (target.isBlank()) {
                    throw new IllegalArgumentException("the target is empty");
                }
            }
        }
    }

    /** From now on the value is the target: a rule of the tenant's own, which the next runs use. */
    private void mapAlways(Actor actor, ReviewItem item, String target) {
        EntityScope scope = item.scope();
        String field = item.detail("field").get(0);
        String value = item.detail("value").get(0);
        FieldRule rule = mappings.effective(actor, scope).mapping().rules().stream()
                .filter(one -> one.hostName().equals(field))
                .findFirst()
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION, "the field mapping has no field '" + field + "' any more"));
        Optional<FieldMappingVersion> standing =
                mappings.history(actor, scope, Long.MAX_VALUE, 1).stream().findFirst();
        Map<String, String> overrides =
                new TreeMap<>(standing.map(FieldMappingVersion::overrides).orElseGet(TreeMap::new));
        overrides.put(field, rule.withChoice(value, target).text());
        mappings.save(
                actor,
                scope,
                overrides,
                standing.map(FieldMappingVersion::revision).orElse(0L));
    }

    private ReviewItem decide(UnitOfWork unit, By by, ReviewItem item, Verdict verdict) {
        boolean done = isDoneAtOnce(item);
        ReviewItem decided = moved(item, done ? ReviewStatus.CLOSED : ReviewStatus.DECIDED, verdict);
        if (!office.repositories().reviews().move(unit, decided, ReviewStatus.OPEN)) {
            throw new IntegrationException(
                    ErrorCode.CONNECTOR_CHANGED,
                    "review item " + item.id() + " is not open any more: somebody has decided it, or it has lapsed");
        }
        if (isOfPush(item)) {
            settlePush(unit, by, item, verdict);
        }
        office.ledger()
                .done(
                        unit,
                        by,
                        AuditAction.REVIEW_DECIDED,
                        key(item),
                        item.kind() + " " + item.id() + ": " + verdict.choice() + ". " + verdict.reason());
        return decided;
    }

    private static ReviewItem moved(ReviewItem item, ReviewStatus next, Verdict verdict) {
        if (!item.status().canMoveTo(next)) {
            throw new IntegrationException(
                    ErrorCode.CONNECTOR_CHANGED, "review item " + item.id() + " is " + item.status() + " already");
        }
        return item.with(next, Optional.of(verdict));
    }

    private static boolean isOfPush(ReviewItem item) {
        return item.kind() == ReviewKind.UNKNOWN_OUTCOME
                || (item.kind() == ReviewKind.TAKEN_ROW && !item.detail("push").isEmpty());
    }

    private static boolean isDoneAtOnce(ReviewItem item) {
        return isOfPush(item) || item.kind() == ReviewKind.UNKNOWN_VALUE;
    }

    /** Approved: it is sent again. Mapped: it is that record. Rejected: it is not sent before it changes again. */
    private void settlePush(UnitOfWork unit, By by, ReviewItem item, Verdict verdict) {
        UUID row = item.internalId().orElseThrow();
        EntityScope scope = item.scope();
        if (verdict.choice() == Choice.APPROVE) {
            office.repositories()
                    .pushes()
                    .mark(unit, scope, List.of(row), office.clock().instant(), by.correlationId());
            return;
        }
        Optional<PushMark> mark = Optional.ofNullable(
                office.repositories().pushes().find(unit, scope, List.of(row)).get(row));
        if (verdict.choice() == Choice.MAP_TO) {
            link(unit, scope, row, ExternalId.of(verdict.target().orElseThrow()), mark.flatMap(PushMark::shipment));
        }
        mark.ifPresent(standing -> office.repositories().pushes().settle(unit, scope, Map.of(row, standing.number())));
    }

    private void link(UnitOfWork unit, EntityScope scope, UUID row, ExternalId record, Optional<Shipment> shipment) {
        Map<ExternalId, RecordMapping> there = office.repositories().mappings().find(unit, scope, List.of(record));
        if (!there.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION, "record " + record + " belongs to another row already");
        }
        RecordMapping mapping = new RecordMapping(
                record,
                row,
                MappingStatus.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                ContentHash.NONE,
                office.clock().instant());
        office.repositories()
                .mappings()
                .insert(
                        unit,
                        scope,
                        List.of(shipment.map(sent -> mapping.with(sent.fields()))
                                .orElse(mapping)));
    }

    /** What cannot be done now is done by the next run that comes to it: the decision stands. */
    private void followUp(By by, ReviewItem decided) {
        if (decided.status() != ReviewStatus.DECIDED) {
            return;
        }
        try {
            if (decided.kind() == ReviewKind.MASS_DELETION) {
                if (decided.verdict().orElseThrow().choice() == Choice.APPROVE) {
                    runs.conclude(by, new StreamId(decided.scope(), ScanKind.FULL));
                }
            } else {
                decided.externalId().ifPresent(record -> runs.again(by, decided.scope(), List.of(record)));
            }
        } catch (IntegrationException later) {
            LOG.warn("What was decided of {} is done by a later run: {}", decided.id(), later.explanation());
        }
    }

    private static ConnectorKey key(ReviewItem item) {
        return new ConnectorKey(item.scope().tenant(), item.scope().connector());
    }
}
