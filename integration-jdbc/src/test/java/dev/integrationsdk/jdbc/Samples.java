package dev.integrationsdk.jdbc;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.StoredCredential;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the tests write. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

    static final EntityScope SCOPE =
            new EntityScope(TenantId.of("acme"), ConnectorId.of("crm"), EntityType.of("contact"));

    static final StreamId STREAM = new StreamId(SCOPE, ScanKind.INCREMENTAL);

    /** Of some of the calls. */
    static final ConnectorKey KEY = new ConnectorKey(SCOPE.tenant(), ConnectorId.of("crm1"));

    private Samples() {}

    static List<RecordMapping> mappings(int count) {
        return IntStream.range(0, count).mapToObj(i -> mapping("id-" + i)).toList();
    }

    static RecordMapping mapping(String id) {
        return new RecordMapping(
                ExternalId.of(id),
                new UUID(7, id.hashCode()),
                MappingStatus.ACTIVE,
                Optional.of("v1"),
                Optional.of(NOW),
                new ContentHash(1, 2),
                NOW);
    }

    static List<ExternalId> ids(List<RecordMapping> mappings) {
        return mappings.stream().map(RecordMapping::externalId).toList();
    }

    /** A second apart, in turn through ten connectors, ten for each correlation id. */
    static List<IntegrationLogEntry> calls(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new IntegrationLogEntry(
                        new UUID(9, i),
                        new ConnectorKey(SCOPE.tenant(), ConnectorId.of("crm" + i % 10)),
                        new CorrelationId("c" + i / 10),
                        new IntegrationLogEntry.Call("pull contact", "GET", "/objects/{type}"),
                        IntegrationLogEntry.Outcome.success(1, Duration.ofMillis(5)),
                        NOW.plusSeconds(i)))
                .toList();
    }

    /** A second apart. */
    static List<ReviewItem> reviews(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ReviewItem(
                        new UUID(9, i),
                        SCOPE,
                        ReviewKind.CONFLICT,
                        "subject-" + i,
                        Optional.empty(),
                        Optional.empty(),
                        "summary",
                        Map.of(),
                        ReviewStatus.OPEN,
                        new CorrelationId("c"),
                        NOW.plusSeconds(i),
                        Optional.empty()))
                .toList();
    }

    static AuditEntry.Act act(String detail) {
        return new AuditEntry.Act(
                KEY.tenant(),
                Optional.of(KEY.id()),
                Actor.SYSTEM,
                AuditAction.CONNECTOR_UPDATED,
                AuditEntry.Outcome.DONE,
                new CorrelationId("c"),
                NOW,
                detail);
    }

    static StoredCredential credential(ConnectorKey key, long version, String keyId) {
        return new StoredCredential(key, "oauth", version, keyId, new byte[200], NOW);
    }
}
