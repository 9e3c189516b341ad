package dev.integrationsdk.jdbc;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.databases.Product;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.LetterQuery;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCredential;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Samples.KEY;
import static dev.integrationsdk.jdbc.Samples.NOW;
import static dev.integrationsdk.jdbc.Samples.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

/** Along which index lists are read that may grow. */
@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class IndexedStatementsTest {
    private static final int ROWS = 2_000;

    private final Product product;
    private final WatchedSource source;
    private final JdbcStore store;
    private final Repositories repositories;

    IndexedStatementsTest(Product product) {
        this.product = product;
        source = new WatchedSource(product.create());
        store = JdbcStore.in(source);
        repositories = store.repositories();
    }

    @Test
    void connectorsInOneStateAreListedAlongTheirIndex() {
        connectors();
        store.run(unit -> repositories
                .connectors()
                .list(
                        unit,
                        KEY.tenant(),
                        ConnectorListing.first(10)
                                .withState(ConnectionState.ERROR)
                                .withAfter(ConnectorId.of("c"))));
        assertAlong("integration_connector_state", explained("acme", "ERROR", "c", "", "", 10));
    }

    @Test
    void connectorsToCheckAreFoundAlongTheirIndex() {
        connectors();
        store.run(unit -> repositories.acrossTenants().connectorsToCheck(unit, NOW.minusSeconds(ROWS - 20), 10));
        assertAlong("integration_connector_check", explained(NOW.minusSeconds(ROWS - 20), 10));
    }

    private void connectors() {
        store.run(unit -> IntStream.range(0, ROWS).forEach(i -> {
            ConnectorConfig config =
                    ConnectorConfig.of(KEY.tenant(), ConnectorId.of("crm" + i), SystemCode.of("hubspot"));
            repositories
                    .connectors()
                    .append(unit, new ConnectorVersion(config, ConnectorStatus.ENABLED, 1, Actor.SYSTEM, NOW));
            Connection pending = Connection.pending(NOW);
            Connection next = i % 50 == 0
                    ? pending.moved(ConnectionState.ERROR, NOW, Connection.Cause.none())
                    : pending.checked(NOW.minusSeconds(i));
            repositories.connectors().connection(unit, config.key(), next);
        }));
    }

    @Test
    void auditIsListedAlongItsKey() {
        store.run(unit ->
                IntStream.range(0, 500).forEach(i -> repositories.audit().append(unit, Samples.act("entry " + i))));
        store.run(unit -> repositories.audit().list(unit, KEY.tenant(), 100, 10));
        assertAlong(product == Product.POSTGRESQL ? "integration_audit_pkey" : "primary", explained("acme", 100L, 10));
    }

    @Test
    void versionsOfAFieldMappingAreListedAlongTheirKey() {
        store.run(unit -> IntStream.rangeClosed(1, 500)
                .forEach(revision -> repositories
                        .fieldMappings()
                        .append(
                                unit,
                                FieldMappingVersion.of(
                                        Samples.SCOPE,
                                        Map.of("surname", "lastname"),
                                        revision,
                                        new FieldMappingVersion.Change(Actor.SYSTEM, NOW)))));
        store.run(unit -> repositories.fieldMappings().versions(unit, Samples.SCOPE, 100, 10));
        assertAlong(
                product == Product.POSTGRESQL ? "integration_field_mapping_pkey" : "primary",
                explained(
                        Samples.SCOPE.tenant().value(),
                        Samples.SCOPE.connector().value(),
                        Samples.SCOPE.entityType().value(),
                        100L,
                        10));
    }

    @Test
    void credentialsUnderAFormerKeyAreFoundAlongTheirIndex() {
        store.run(unit -> IntStream.range(0, ROWS)
                .forEach(i -> repositories.credentials().put(unit, credential(i, i % 20 == 0 ? "former" : "present"))));
        source.takeStatements();
        List<StoredCredential> found = store.get(unit -> repositories
                .acrossTenants()
                .credentialsNotUnder(unit, "present", Optional.of(credential(40, "-")), 10));
        assertThat(found).hasSize(10).allMatch(row -> row.keyId().equals("former"));
        List<String> statements = source.takeStatements();
        // what follows within the connector, within the tenant, and in later tenants
        String pages = statements.stream()
                .filter(sql -> sql.contains("envelope") || sql.contains("SELECT *"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertAlong("integration_credential_key", plan(pages, "former", "tenant-40", 10));
        assertAlong("integration_credential_key", plan(statements.get(0), ""));
    }

    @Test
    void idsOfKeysAreReadOneByOneHoweverManyRowsThereAre() {
        store.run(unit -> IntStream.range(0, 300)
                .forEach(i -> repositories.credentials().put(unit, credential(i, i % 2 == 0 ? "a" : "b"))));
        source.takeStatements();
        assertThat(store.<Iterable<String>>get(
                        unit -> repositories.acrossTenants().credentialKeyIds(unit)))
                .containsExactly("a", "b");
        assertThat(source.takeStatements()).hasSize(3 + 1);
    }

    @Test
    void deadLettersArePagedAlongTheirIndexes() {
        store.run(unit -> repositories
                .deadLetters()
                .put(
                        unit,
                        IntStream.range(0, ROWS)
                                .mapToObj(i -> letter(i, i % 50 == 0 ? ErrorCode.CONFLICT : ErrorCode.MAPPING_FAILED))
                                .toList()));
        UUID after = letter(ROWS / 2, ErrorCode.CONFLICT).id();
        LetterQuery query = LetterQuery.first(10).withAfter(after);
        store.run(unit -> repositories.deadLetters().page(unit, SCOPE, query));
        assertAlong("integration_dead_letter_page", explained(1, after, 10));
        store.run(unit -> repositories.deadLetters().page(unit, SCOPE, query.withCode(ErrorCode.CONFLICT)));
        assertAlong("integration_dead_letter_cause", explained(1, "CONFLICT", after, 10));
    }

    @Test
    void waitingRecordsThatAreOverdueAreFoundAlongTheirIndex() {
        store.run(unit -> repositories
                .deferredRecords()
                .put(
                        unit,
                        IntStream.range(0, ROWS)
                                .mapToObj(IndexedStatementsTest::waiting)
                                .toList()));
        store.run(unit -> repositories.deferredRecords().overdue(unit, SCOPE, NOW.minusSeconds(ROWS - 20), 10));
        assertAlong("integration_deferred_record_age", explained(1, NOW.minusSeconds(ROWS - 20), 10));
    }

    private static DeadLetter letter(int number, ErrorCode code) {
        return new DeadLetter(
                new UUID(0x0190_0000_0000_7000L + ((long) number << 16), Long.MIN_VALUE),
                SCOPE,
                Optional.of(ExternalId.of("id-" + number)),
                "",
                new UUID(0, 1),
                new CorrelationId("run"),
                code,
                "no",
                1,
                NOW);
    }

    private static DeferredRecord waiting(int number) {
        return new DeferredRecord(
                SCOPE,
                ExternalId.of("id-" + number),
                EntityType.of("company"),
                ExternalId.of("acme"),
                NOW.minusSeconds(number),
                number % 2 == 0,
                new UUID(0, 1),
                new CorrelationId("run"));
    }

    @Test
    void reviewItemsAreListedAlongTheirIndex() {
        List<ReviewItem> items = Samples.reviews(ROWS);
        store.run(unit -> repositories.reviews().raise(unit, SCOPE, items));
        store.run(unit -> repositories
                .reviews()
                .list(unit, SCOPE.tenant(), ReviewStatus.OPEN, Optional.of(items.get(ROWS / 2)), 10));
        Instant last = items.get(ROWS / 2).raisedAt();
        assertAlong(
                "integration_review_item_list",
                explained("acme", "OPEN", last, last, items.get(ROWS / 2).id(), 10));
    }

    @Test
    void marksThatAreDueAreListedAlongTheirIndex() {
        for (int second = 0; second < 20; second++) {
            List<UUID> rows = IntStream.range(100 * second, 100 * second + 100)
                    .mapToObj(i -> new UUID(i, i))
                    .toList();
            Instant at = NOW.plusSeconds(second);
            store.run(unit -> repositories.pushes().mark(unit, SCOPE, rows, at, new CorrelationId("c")));
        }
        assertThat(store.<List<PushMark>>get(unit -> repositories.pushes().due(unit, SCOPE, NOW.plusSeconds(99), 10)))
                .hasSize(10);
        assertAlong("integration_push_mark_due", explained(1, "WAITING", NOW.plusSeconds(99), 10));
    }

    private static StoredCredential credential(int number, String keyId) {
        ConnectorKey key = new ConnectorKey(TenantId.of("tenant-" + number), ConnectorId.of("crm"));
        return Samples.credential(key, 1, keyId);
    }

    /** Rows come out of the index in the order that is asked for; H2 says so, the others say if they had to sort. */
    private void assertAlong(String index, String plan) {
        assertThat(plan).contains(index);
        assertThat(plan.contains("index sorted")).isEqualTo(product == Product.H2);
        assertThat(plan.replace("index sorted", "")).doesNotContain("sort");
    }

    private String explained(Object... parameters) {
        return ExplainedStatement.last(product, source, parameters);
    }

    private String plan(String sql, Object... parameters) {
        return ExplainedStatement.plan(product, source, sql, parameters);
    }
}
