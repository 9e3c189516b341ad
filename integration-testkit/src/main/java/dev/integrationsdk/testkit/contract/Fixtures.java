package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.Fingerprint;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.PendingAuthorization;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.StoredCheckpoint;
import dev.integrationsdk.store.StoredCredential;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the contracts write. */
final class Fixtures {
    /** With microseconds, at an hour that Auckland's clocks skip, so that a wrong zone shows. */
    static final Instant NOW = Instant.parse("2026-09-27T02:30:00.123456Z");

    static final EntityScope SCOPE = scope("acme");
    /** Another tenant with the same names. */
    static final EntityScope OTHER_TENANT = scope("globex");

    static final StreamId STREAM = new StreamId(SCOPE, ScanKind.INCREMENTAL);

    static final ConnectorKey KEY = key(SCOPE);
    /** Another tenant's connector of the same name. */
    static final ConnectorKey OTHER_KEY = key(OTHER_TENANT);

    static final Actor ADA = Actor.of("ada");
    static final Actor BOB = Actor.of("böb \uD83D\uDE00");

    static final String STATE_HASH = "0123456789abcdef".repeat(4);

    private Fixtures() {}

    private static ConnectorKey key(EntityScope scope) {
        return new ConnectorKey(scope.tenant(), scope.connector());
    }

    static ConnectorConfig config(ConnectorKey key) {
        return ConnectorConfig.of(key.tenant(), key.id(), SystemCode.of("hubspot"))
                .withSetting("base-url", "https://api.example.com")
                .withSetting("note", "\"ä\" \\ \uD83D\uDE00\n");
    }

    static ConnectorVersion firstVersion(ConnectorKey key) {
        return ConnectorVersion.first(config(key), ADA, NOW);
    }

    static AuditEntry.Act act(String detail) {
        return act(KEY.tenant(), detail);
    }

    static AuditEntry.Act act(TenantId tenant, String detail) {
        return new AuditEntry.Act(
                tenant,
                Optional.of(KEY.id()),
                ADA,
                AuditAction.CONNECTOR_UPDATED,
                AuditEntry.Outcome.DONE,
                new CorrelationId("c-1"),
                NOW,
                detail);
    }

    /** Ids grow with their numbers on every database, and are unique among all tenants. */
    static ReviewItem review(EntityScope scope, int number, ReviewKind kind, String subject) {
        return new ReviewItem(
                new UUID(0x0123_4567_89ab_7000L + number, scope.tenant().value().hashCode() | Long.MIN_VALUE),
                scope,
                kind,
                subject,
                Optional.empty(),
                Optional.empty(),
                "both sides have changed it",
                Map.of("fields", List.of("email")),
                ReviewStatus.OPEN,
                new CorrelationId("run-1"),
                NOW,
                Optional.empty());
    }

    static IntegrationLogEntry call(String name, Instant startedAt) {
        return call(name, KEY, startedAt);
    }

    static IntegrationLogEntry call(String name, ConnectorKey connector, Instant startedAt) {
        return new IntegrationLogEntry(
                row(name),
                connector,
                new CorrelationId("run-1"),
                new IntegrationLogEntry.Call("pull contact \uD83D\uDE00", "GET", "/objects/{type}"),
                IntegrationLogEntry.Outcome.success(1, Duration.ofNanos(1_234_567_000)),
                startedAt);
    }

    /** Every one with 0 and 255 in it, which text would not keep. */
    static Fingerprint fingerprint(int number) {
        byte[] bytes = new byte[Fingerprint.BYTES];
        ByteBuffer.wrap(bytes).putInt(4, number);
        bytes[Fingerprint.BYTES - 1] = -1;
        return Fingerprint.of(bytes);
    }

    /** Its envelope depends on everything else, and has bytes that are no text. */
    static StoredCredential credential(ConnectorKey key, String field, long version, String keyId) {
        String content = key + " " + field + " " + version + " " + keyId + "\0\u00ff";
        return new StoredCredential(key, field, version, keyId, content.getBytes(StandardCharsets.ISO_8859_1), NOW);
    }

    static PendingAuthorization pending(ConnectorKey key) {
        return PendingAuthorization.of(
                STATE_HASH,
                new PendingAuthorization.Who(key, ADA),
                new byte[] {0, -1, 7},
                new PendingAuthorization.Terms(URI.create("https://host.example/back"), true, NOW));
    }

    private static EntityScope scope(String tenant) {
        return new EntityScope(TenantId.of(tenant), ConnectorId.of("crm"), EntityType.of("contact"));
    }

    static StreamId stream(EntityScope scope) {
        return new StreamId(scope, ScanKind.INCREMENTAL);
    }

    static ExternalId id(String value) {
        return ExternalId.of(value);
    }

    static UUID row(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static RecordMapping mapping(String externalId) {
        return new RecordMapping(
                id(externalId),
                row(externalId),
                MappingStatus.ACTIVE,
                Optional.of("v1"),
                Optional.of(NOW.minusSeconds(60)),
                new ContentHash(Long.MIN_VALUE, -1),
                NOW);
    }

    static Lease lease(long epoch) {
        return new Lease(STREAM, "worker-" + epoch, epoch);
    }

    static StoredCheckpoint checkpoint(long revision, String watermark) {
        return new StoredCheckpoint(SyncCheckpoint.of(1, watermark), false, revision, NOW);
    }

    static JobRun run(String name) {
        return run(name, STREAM);
    }

    static JobRun run(String name, StreamId stream) {
        return new JobRun(
                row(name),
                stream,
                SystemCode.of("hubspot"),
                Actor.of("user-7"),
                new CorrelationId(name),
                RunStatus.RUNNING,
                NOW,
                Optional.empty(),
                RunCounts.none(),
                Optional.empty());
    }

    static DeadLetter letter(EntityScope scope, String externalId) {
        return new DeadLetter(
                row("letter " + externalId),
                scope,
                Optional.of(id(externalId)),
                "",
                row("run"),
                new CorrelationId("run"),
                ErrorCode.MAPPING_FAILED,
                "email is not an address",
                1,
                NOW);
    }

    static FieldMappingVersion mappingVersion(EntityScope scope, long revision) {
        return FieldMappingVersion.of(
                scope,
                Map.of("surname", "lastname | cut " + revision, "Surname", "'quo''te' | trim"),
                revision,
                new FieldMappingVersion.Change(ADA, NOW));
    }

    static KeptRecord kept(EntityScope scope, String externalId, String keyId) {
        String content = scope + " " + externalId + " " + keyId + "\0\u00ff";
        return new KeptRecord(scope, id(externalId), keyId, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    static DeferredRecord deferred(EntityScope scope, String externalId, String awaited) {
        return new DeferredRecord(
                scope,
                id(externalId),
                scope.entityType(),
                id(awaited),
                NOW,
                false,
                row("run"),
                new CorrelationId("run"));
    }
}
