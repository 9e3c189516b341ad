package dev.integrationsdk.jdbc;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SchemaTest {
    private static final String COLUMNS = """
            SELECT table_name, column_name, data_type, character_maximum_length, is_nullable
              FROM information_schema.columns WHERE table_name LIKE 'INTEGRATION%'
             ORDER BY table_name, ordinal_position""";

    private static final String INDEXES = """
            SELECT table_name, column_name, ordinal_position, ordering_specification, is_unique
              FROM information_schema.index_columns WHERE table_name LIKE 'INTEGRATION%'
             ORDER BY table_name, index_name, ordinal_position""";

    private final UrlSource source = new UrlSource(H2Store.memory());

    @Test
    void missingTablesAreRefusedWithWhatToRun() {
        IntegrationException refusal = exceptionOf(() -> JdbcRepositories.of(source));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(refusal)
                .hasMessageContaining("SchemaMode.MIGRATE")
                .hasMessageContaining("JdbcSchema.print(System.out, \"h2\", \"integration_\")");
    }

    @Test
    void migratedTablesAreValid() {
        build(SchemaMode.MIGRATE);
        build(SchemaMode.MIGRATE);
        assertThat(build(SchemaMode.VALIDATE)).isNotNull();
    }

    @Test
    void printedScriptsMakeWhatMigratingMakes() throws IOException {
        StringBuilder printed = new StringBuilder();
        JdbcSchema.print(printed, "h2", "integration_");
        UrlSource byHand = new UrlSource(H2Store.memory());
        H2Store.execute(byHand, printed.toString());
        build(SchemaMode.MIGRATE);
        assertThat(JdbcRepositories.of(byHand)).isNotNull();
        assertThat(rows(byHand, COLUMNS)).isEqualTo(rows(source, COLUMNS)).hasSizeGreaterThan(50);
        assertThat(rows(byHand, INDEXES)).isEqualTo(rows(source, INDEXES)).isNotEmpty();
    }

    @RepeatedTest(5)
    void processesThatMigrateAtOnceApplyEveryScriptOnce() throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(6);
        try {
            List<Callable<JdbcRepositories>> starts = new ArrayList<>();
            for (int process = 0; process < 6; process++) {
                starts.add(() -> build(SchemaMode.MIGRATE));
            }
            for (Future<JdbcRepositories> started : processes.invokeAll(starts)) {
                assertThat(started.get()).isNotNull();
            }
        } finally {
            processes.shutdownNow();
        }
        assertThat(rows(source, "SELECT version, LENGTH(checksum) FROM integration_schema_history ORDER BY version"))
                .containsExactly("0 null", "1 64", "2 64", "6 64");
    }

    @Test
    void migrationThatStoppedHalfwayIsTakenUpAgain() {
        String halfway = JdbcSchema.scripts("h2", "integration_").get(1).sql();
        H2Store.execute(source, halfway.substring(0, halfway.indexOf("CREATE TABLE IF NOT EXISTS integration_lease")));
        build(SchemaMode.MIGRATE);
        assertThat(build(SchemaMode.VALIDATE)).isNotNull();
    }

    @Test
    void newerTablesAreRefusedWithBothVersions() {
        build(SchemaMode.MIGRATE);
        H2Store.execute(source, "INSERT INTO integration_schema_history (version) VALUES (99)");
        for (SchemaMode mode : List.of(SchemaMode.MIGRATE, SchemaMode.VALIDATE)) {
            IntegrationException refusal = exceptionOf(() -> build(mode));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(refusal).hasMessageContaining("version 99").hasMessageContaining("knows only 6");
        }
    }

    @Test
    void migrationAppliedWithAnotherTextIsRefused() {
        build(SchemaMode.MIGRATE);
        H2Store.execute(source, "UPDATE integration_schema_history SET checksum = 'abc' WHERE version = 2");
        for (SchemaMode mode : List.of(SchemaMode.MIGRATE, SchemaMode.VALIDATE)) {
            IntegrationException refusal = exceptionOf(() -> build(mode));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(refusal).hasMessageContaining("V002__repositories").hasMessageContaining("abc");
        }
    }

    @Test
    void scriptThatTheDatabaseRefusesIsNamed() {
        H2Store.execute(source, "CREATE TABLE integration_job_run (something INTEGER)");
        IntegrationException refusal = exceptionOf(() -> build(SchemaMode.MIGRATE));
        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(refusal).hasMessageContaining("V002__repositories").hasMessageContaining("job_run_latest");
    }

    @Test
    void modeNoneDoesNotLook() {
        assertThat(build(SchemaMode.NONE)).isNotNull();
        assertThat(rows(source, COLUMNS)).isEmpty();
    }

    @Test
    void twoPrefixesLiveInOneDatabase() {
        build(SchemaMode.MIGRATE);
        JdbcRepositories.builder(source)
                .tablePrefix("other_")
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        assertThat(rows(source, "SELECT COUNT(*) FROM other_record_mapping, integration_record_mapping"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper_", "1_", "a-b", "a b", "x; DROP TABLE y", "twenty_one_characters"})
    void prefixOfAnotherFormIsRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcRepositories.builder(source).tablePrefix(prefix))
                .withMessageContaining("[a-z][a-z0-9_]{0,19}");
    }

    @Test
    void unknownProductIsRefusedByName() {
        IntegrationException refusal = exceptionOf(() -> JdbcRepositories.of(
                new FaultySource(H2Store.memory()).answering("getDatabaseProductName", () -> "Informix")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(refusal).hasMessageContaining("Informix").hasMessageContaining("h2");
    }

    @Test
    void unreachableDatabaseIsStoreUnavailable() {
        UrlSource unreachable = new UrlSource("jdbc:h2:tcp://127.0.0.1:1/nowhere");
        assertThat(Failing.codeOf(() -> JdbcRepositories.of(unreachable))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void unknownDialectIsRefusedWithTheNamesOfThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcSchema.scripts("oracle", "integration_"))
                .withMessageContaining("h2")
                .withMessageContaining("oracle");
    }

    private JdbcRepositories build(SchemaMode mode) {
        return JdbcRepositories.builder(source).schemaMode(mode).build();
    }

    private static List<String> rows(UrlSource source, String query) {
        try (Connection connection = source.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    cells.add(String.valueOf(rows.getObject(column)));
                }
                read.add(String.join(" ", cells));
            }
            return read;
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }
}
