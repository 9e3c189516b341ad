package dev.integrationsdk.jdbc;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.databases.Product;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.store.PurgedTable;
import dev.integrationsdk.store.RateUse;
import dev.integrationsdk.store.Repositories;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Samples.KEY;
import static dev.integrationsdk.jdbc.Samples.NOW;
import static dev.integrationsdk.jdbc.Samples.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class RetentionStatementsTest {
    private static final int ROWS = 3_000;
    private static final int RUNS = 300;

    private final Product product;
    private final WatchedSource source;
    private final Repositories repositories;
    private final JdbcStore store;

    RetentionStatementsTest(Product product) {
        this.product = product;
        source = new WatchedSource(product.create());
        store = JdbcStore.in(source);
        repositories = store.repositories();
    }

    @Test
    void batchesOfTheLogGoAlongTheIndexOnItsAge() {
        store.run(unit -> repositories.integrationLog().append(unit, Samples.calls(0, ROWS)));
        assertThat(planOf(PurgedTable.INTEGRATION_LOG)).contains("integration_integration_log_age");
    }

    @Test
    void batchesOfJobRunsGoAlongTheIndexOnTheirEndAndLookTheLastOneUp() {
        store.run(unit -> IntStream.range(0, RUNS)
                .mapToObj(RetentionStatementsTest::run)
                .forEach(run -> {
                    repositories.jobRuns().start(unit, run);
                    repositories
                            .jobRuns()
                            .update(unit, run.ended(RunStatus.SUCCEEDED, run.startedAt(), Optional.empty()));
                }));
        assertThat(planOf(PurgedTable.JOB_RUN)).contains("integration_job_run_age", "integration_job_run_latest");
    }

    @Test
    void batchesOfReviewItemsGoAlongTheIndexOnTheirEnd() {
        store.run(unit -> {
            repositories.reviews().raise(unit, STREAM.scope(), Samples.reviews(ROWS));
            Samples.reviews(300)
                    .forEach(item -> repositories
                            .reviews()
                            .move(unit, item.with(ReviewStatus.LAPSED, Optional.empty()), ReviewStatus.OPEN));
        });
        assertThat(planOf(PurgedTable.REVIEW_ITEM)).contains("integration_review_item_age");
    }

    @Test
    void pagesOfTheLogGoAlongItsIndexes() {
        store.run(unit -> repositories.integrationLog().append(unit, Samples.calls(0, ROWS)));
        LogWindow window =
                LogWindow.latest(10).before(Samples.calls(ROWS, ROWS + 1).get(0).position());
        store.run(unit -> repositories.integrationLog().list(unit, KEY, window));
        assertThat(explained("acme", "crm1", NOW.plusSeconds(99), NOW.plusSeconds(99), new UUID(9, 9), 10))
                .contains("integration_integration_log_connector");
        store.run(unit -> repositories.integrationLog().trace(unit, KEY.tenant(), new CorrelationId("c1"), window));
        assertThat(explained("acme", "c1", NOW.plusSeconds(99), NOW.plusSeconds(99), new UUID(9, 9), 10))
                .contains("integration_integration_log_trace");
    }

    @Test
    @DisplayName("R23: no statement but those on leases asks the database for the time")
    void noStatementAsksTheDatabaseForTheTime() {
        ConnectorVersion first = ConnectorVersion.first(
                ConnectorConfig.of(KEY.tenant(), KEY.id(), SystemCode.of("hubspot")), Actor.SYSTEM, NOW);
        store.run(unit -> {
            repositories.connectors().append(unit, first);
            repositories.connectors().append(unit, first.enabled(Actor.SYSTEM, NOW));
            repositories.connectors().list(unit, KEY.tenant(), ConnectorListing.first(1));
            repositories.integrationLog().append(unit, Samples.calls(0, 1));
            repositories.suppressions().put(unit, STREAM.scope(), List.of(), NOW);
            repositories.jobRuns().start(unit, run(1));
            repositories.jobRuns().endAbandoned(unit, STREAM, NOW);
            repositories
                    .connectors()
                    .connection(unit, KEY, Connection.pending(NOW).checked(NOW));
            repositories.acrossTenants().connectorsToCheck(unit, NOW, 1);
            repositories.audit().append(unit, Samples.act("entry"));
            repositories.audit().list(unit, KEY.tenant(), 9, 9);
            repositories.rateUse().take(unit, new RateUse.Key(KEY.tenant(), "portal", Duration.ofDays(1)), NOW, 1, 9);
            repositories.credentials().put(unit, Samples.credential(KEY, 1, "k"));
            repositories.tenants().remove(unit, KEY.tenant(), 9);
            repositories.acrossTenants().purge(unit, PurgedTable.JOB_RUN, NOW, 1);
            repositories.acrossTenants().purge(unit, PurgedTable.INTEGRATION_LOG, NOW, 1);
            repositories.reviews().raise(unit, STREAM.scope(), Samples.reviews(1));
            repositories.reviews().lapse(unit, STREAM.scope(), ReviewKind.CONFLICT, Optional.empty(), NOW);
            repositories.acrossTenants().purge(unit, PurgedTable.REVIEW_ITEM, NOW, 1);
            repositories.scans().begin(unit, STREAM, NOW);
            repositories.pushes().mark(unit, STREAM.scope(), List.of(new UUID(1, 1)), NOW, new CorrelationId("c"));
            repositories.pushes().due(unit, STREAM.scope(), NOW, 1);
        });
        assertThat(source.takeStatements())
                .hasSizeGreaterThan(30)
                .allSatisfy(sql -> assertThat(sql.toLowerCase(Locale.ROOT))
                        .doesNotContain("now(")
                        .doesNotContain("current_timestamp")
                        .doesNotContain("localtimestamp")
                        .doesNotContain("_timestamp("));
    }

    private String planOf(PurgedTable table) {
        source.takeStatements();
        store.runAndRollBack(
                unit -> assertThat(repositories.acrossTenants().purge(unit, table, NOW.plusSeconds(60), 10))
                        .isEqualTo(10));
        return explained(NOW.plusSeconds(60), 10);
    }

    private String explained(Object... parameters) {
        return ExplainedStatement.last(product, source, parameters);
    }

    private static JobRun run(int number) {
        return new JobRun(
                new UUID(8, number),
                STREAM,
                SystemCode.of("hubspot"),
                Actor.SYSTEM,
                new CorrelationId("run-" + number),
                RunStatus.RUNNING,
                NOW.plusSeconds(number),
                Optional.empty(),
                RunCounts.none(),
                Optional.empty());
    }
}
