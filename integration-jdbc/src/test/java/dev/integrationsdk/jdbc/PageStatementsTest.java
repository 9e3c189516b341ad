package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Product;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.Fingerprint;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.jdbc.Samples.NOW;
import static dev.integrationsdk.jdbc.Samples.SCOPE;
import static dev.integrationsdk.jdbc.Samples.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class PageStatementsTest {
    private static final Duration TIME = Duration.ofMinutes(1);

    private final Product product;
    private final WatchedSource source;
    private final JdbcStore store;
    private final Repositories repositories;
    private final JobRun run = new JobRun(
            new UUID(1, 1),
            STREAM,
            SystemCode.of("hubspot"),
            Actor.SYSTEM,
            new CorrelationId("c"),
            RunStatus.RUNNING,
            NOW,
            Optional.empty(),
            RunCounts.none(),
            Optional.empty());

    private Lease lease = new Lease(STREAM, "nobody", 0);

    PageStatementsTest(Product product) {
        this.product = product;
        source = new WatchedSource(product.create());
        store = JdbcStore.in(source);
        repositories = store.repositories();
    }

    @BeforeEach
    void beginRun() {
        lease = store.get(unit -> repositories.leases().acquire(unit, STREAM, "worker", TIME));
        store.run(unit -> repositories.jobRuns().start(unit, run));
        source.takeStatements();
    }

    @ParameterizedTest
    @DisplayName("R13: page of one and page of thousands take the same statements on one connection")
    @ValueSource(ints = {1_000, 5_000, 10_000})
    void pageOfOneAndPageOfThousandsTakeTheSameStatementsOnOneConnection(int size) {
        store.run(unit -> page(unit, Samples.mappings(1), 1));
        List<String> small = source.takeStatements();
        int opened = source.opened();
        store.run(unit -> page(unit, Samples.mappings(size + 1).subList(1, size + 1), 2));
        assertThat(source.takeStatements()).hasSameSizeAs(small).hasSize(8);
        assertThat(source.opened()).isEqualTo(opened + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, 10_000})
    void rowsOfAnyNumberAreLookedUpByOneStatement(int size) {
        List<UUID> rows = IntStream.range(0, size).mapToObj(i -> new UUID(7, i)).toList();
        Map<UUID, RecordMapping> found =
                store.get(unit -> repositories.mappings().findActive(unit, SCOPE, rows));
        assertThat(found).isEmpty();
        assertThat(source.takeStatements()).hasSize(1);
    }

    @Test
    void numberOfTheScopeIsNotReadAgainAfterACommit() {
        store.run(unit -> page(unit, Samples.mappings(1), 1));
        assertThat(source.takeStatements()).noneMatch(sql -> sql.contains("tenant_id") && !sql.contains("FOR UPDATE"));
    }

    @Test
    void lookUpsOfAllSizesShareOneTextOnH2() {
        assumeTrue(product == Product.H2, "the others take lists of a few fixed lengths");
        for (int size : new int[] {1, 77, 2_000}) {
            store.get(unit -> repositories.mappings().find(unit, SCOPE, Samples.ids(Samples.mappings(size))));
        }
        assertThat(source.takeStatements())
                .hasSize(3)
                .satisfies(texts -> assertThat(Set.copyOf(texts)).hasSize(1));
    }

    @Test
    @DisplayName(
            "R13: log and suppressions take one statement a page, whatever its size; a put looks its scope up besides")
    void logAndSuppressionsTakeOneStatementAPage() {
        store.run(unit -> logAndSuppressions(unit, 0, 1));
        source.takeStatements();
        store.run(unit -> logAndSuppressions(unit, 1, 2));
        List<String> small = source.takeStatements();
        store.run(unit -> logAndSuppressions(unit, 2, 1_000));
        assertThat(source.takeStatements()).hasSameSizeAs(small).hasSize(5);
    }

    private void logAndSuppressions(UnitOfWork unit, int from, int to) {
        List<Fingerprint> page = IntStream.range(from, to)
                .mapToObj(i -> Fingerprint.of(
                        ByteBuffer.allocate(Fingerprint.BYTES).putInt(i).array()))
                .toList();
        repositories.integrationLog().append(unit, Samples.calls(from, to));
        assertThat(repositories.suppressions().put(unit, SCOPE, page, NOW)).isEqualTo(to - from);
        assertThat(repositories.suppressions().find(unit, SCOPE, page)).hasSize(to - from);
        assertThat(repositories.suppressions().remove(unit, SCOPE, page)).isEqualTo(to - from);
    }

    @Test
    void nothingToDoTakesNoStatement() {
        store.run(unit -> {
            repositories.integrationLog().append(unit, List.of());
            repositories.suppressions().put(unit, SCOPE, List.of(), NOW);
            repositories.suppressions().find(unit, SCOPE, List.of());
            repositories.suppressions().remove(unit, SCOPE, List.of());
            repositories.mappings().insert(unit, SCOPE, List.of());
            repositories.mappings().update(unit, SCOPE, List.of());
            repositories.mappings().find(unit, SCOPE, List.of());
            repositories.deadLetters().put(unit, List.of());
            repositories.deadLetters().resolve(unit, SCOPE, List.of());
        });
        assertThat(source.takeStatements()).isEmpty();
    }

    private void page(UnitOfWork unit, List<RecordMapping> mappings, long revision) {
        assertThat(repositories.leases().renew(unit, lease, TIME)).isTrue();
        assertThat(repositories.mappings().find(unit, SCOPE, Samples.ids(mappings)))
                .isEmpty();
        repositories.mappings().insert(unit, SCOPE, mappings);
        repositories.mappings().update(unit, SCOPE, mappings);
        repositories.deadLetters().resolve(unit, SCOPE, Samples.ids(mappings));
        repositories.jobRuns().update(unit, run);
        StoredCheckpoint next = new StoredCheckpoint(SyncCheckpoint.of(1, "w" + revision), false, revision, NOW);
        assertThat(repositories.checkpoints().advance(unit, lease, next)).isTrue();
    }
}
