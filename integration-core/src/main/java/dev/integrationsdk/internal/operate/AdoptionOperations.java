package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.scan.Adoption;
import dev.integrationsdk.scan.AdoptionReport;
import dev.integrationsdk.scan.KnownPair;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Imports pairs that the host knows. Immutable. */
public final class AdoptionOperations implements Adoption {
    private final ConnectorOffice office;

    public AdoptionOperations(ConnectorOffice office) {
        this.office = office;
    }

    @Override
    public AdoptionReport importPairs(Actor actor, EntityScope scope, List<KnownPair> pairs) {
        if (pairs.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " pairs at once, but these are " + pairs.size());
        }
        By by = By.of(actor);
        ConnectorKey key = new ConnectorKey(scope.tenant(), scope.connector());
        office.requireEntityType(
                office.requireKnown(by, Permission.CONFIGURE, AuditAction.PAIRS_IMPORTED, key), scope.entityType());
        return office.inTransaction(unit -> {
            AdoptionReport report = write(unit, scope, pairs);
            office.ledger()
                    .done(
                            unit,
                            by,
                            AuditAction.PAIRS_IMPORTED,
                            key,
                            scope.entityType() + ": " + report.imported() + " imported, " + report.known()
                                    + " known before, "
                                    + report.refused().size() + " refused");
            return report;
        });
    }

    private AdoptionReport write(UnitOfWork unit, EntityScope scope, List<KnownPair> pairs) {
        if (pairs.isEmpty()) {
            return new AdoptionReport(0, 0, List.of());
        }
        MappingRepository mappings = office.repositories().mappings();
        Set<ExternalId> ids =
                pairs.stream().map(KnownPair::externalId).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<UUID> rows = pairs.stream().map(KnownPair::internalId).collect(Collectors.toCollection(LinkedHashSet::new));
        Page page = new Page(
                mappings.find(unit, scope, ids),
                mappings.findActive(unit, scope, rows),
                office.clock().instant());
        pairs.forEach(page::add);
        if (!page.inserts.isEmpty()) {
            mappings.insert(unit, scope, List.copyOf(page.inserts.values()));
        }
        return new AdoptionReport(page.inserts.size(), page.known, page.refused);
    }

    /** What is known, and what comes of the pairs so far. Confined to one thread. */
    private static final class Page {
        private final Map<ExternalId, RecordMapping> byId;
        private final Map<UUID, RecordMapping> byRow;
        private final Instant now;
        private final Map<ExternalId, RecordMapping> inserts = new HashMap<>();
        private final List<AdoptionReport.Refusal> refused = new ArrayList<>();
        private int known;

        Page(Map<ExternalId, RecordMapping> byId, Map<UUID, RecordMapping> byRow, Instant now) {
            this.byId = new HashMap<>(byId);
            this.byRow = new HashMap<>(byRow);
            this.now = now;
        }

        void add(KnownPair pair) {
            RecordMapping record = byId.get(pair.externalId());
            RecordMapping owner = byRow.get(pair.internalId());
            if (record != null) {
                again(pair, record);
            } else if (owner != null) {
                refuse(pair, "the row belongs to record " + owner.externalId() + " already");
            } else {
                take(pair);
            }
        }

        private void again(KnownPair pair, RecordMapping record) {
            if (!record.isActive()) {
                refuse(pair, "the record is known already, as " + record.status());
            } else if (!record.internalId().equals(pair.internalId())) {
                refuse(pair, "the record belongs to row " + record.internalId() + " already");
            } else {
                known++;
            }
        }

        private void take(KnownPair pair) {
            RecordMapping mapping = new RecordMapping(
                    pair.externalId(),
                    pair.internalId(),
                    MappingStatus.ACTIVE,
                    Optional.empty(),
                    Optional.empty(),
                    ContentHash.NONE,
                    now);
            inserts.put(pair.externalId(), mapping);
            byId.put(pair.externalId(), mapping);
            byRow.put(pair.internalId(), mapping);
        }

        private void refuse(KnownPair pair, String reason) {
            refused.add(new AdoptionReport.Refusal(pair, reason));
        }
    }
}
