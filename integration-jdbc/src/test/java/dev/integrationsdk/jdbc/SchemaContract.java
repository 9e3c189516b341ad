package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static org.assertj.core.api.Assertions.assertThat;

/** What holds for the schema on every database. */
abstract class SchemaContract {
    private static final String COLUMNS = """
            SELECT table_name, column_name, data_type, character_maximum_length, is_nullable
              FROM information_schema.columns WHERE LOWER(table_name) LIKE 'integration%' AND table_schema = ${schema}
             ORDER BY table_name, ordinal_position""";

    private final Database own = database();
    private final UrlSource source = new UrlSource(own);
    private final List<JdbcSchema.Script> scripts = JdbcSchema.scripts(dialect(), "integration_");
    private final int latest = scripts.get(scripts.size() - 1).version();

    /** A new, empty database that takes several statements at once. */
    abstract Database database();

    /** The database's name for the schema in use. */
    abstract String schema();

    /** A query for all indexes of the schema in use. */
    abstract String indexes();

    private String dialect() {
        return own.product();
    }

    private String columns() {
        return COLUMNS.replace("${schema}", schema());
    }

    @Test
    void missingTablesAreRefusedWithWhatToRun() {
        IntegrationException refusal = exceptionOf(() -> JdbcRepositories.of(source));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(refusal)
                .hasMessageContaining("SchemaMode.MIGRATE")
                .hasMessageContaining("JdbcSchema.print(System.out, \"" + dialect() + "\", \"integration_\")");
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
        JdbcSchema.print(printed, dialect(), "integration_");
        UrlSource byHand = new UrlSource(database());
        JdbcStore.execute(byHand, printed.toString());
        build(SchemaMode.MIGRATE);
        assertThat(JdbcRepositories.of(byHand)).isNotNull();
        assertThat(rows(byHand, columns())).isEqualTo(rows(source, columns())).hasSizeGreaterThan(50);
        assertThat(rows(byHand, indexes())).isEqualTo(rows(source, indexes())).isNotEmpty();
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
                .first()
                .isEqualTo("0 null");
        assertThat(rows(
                        source,
                        "SELECT COUNT(*), MAX(version) FROM integration_schema_history WHERE LENGTH(checksum) = 64"))
                .containsExactly(scripts.size() + " " + latest);
    }

    @Test
    void migrationThatStoppedHalfwayIsTakenUpAgain() {
        String halfway = JdbcSchema.scripts(dialect(), "integration_").get(1).sql();
        JdbcStore.execute(
                source, halfway.substring(0, halfway.indexOf("CREATE TABLE IF NOT EXISTS integration_lease")));
        build(SchemaMode.MIGRATE);
        assertThat(build(SchemaMode.VALIDATE)).isNotNull();
    }

    @Test
    @DisplayName("R20: newer tables are refused with both versions")
    void newerTablesAreRefusedWithBothVersions() {
        build(SchemaMode.MIGRATE);
        JdbcStore.execute(source, "INSERT INTO integration_schema_history (version) VALUES (99)");
        for (SchemaMode mode : List.of(SchemaMode.MIGRATE, SchemaMode.VALIDATE)) {
            IntegrationException refusal = exceptionOf(() -> build(mode));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(refusal).hasMessageContaining("version 99").hasMessageContaining("knows only " + latest);
        }
    }

    @Test
    void migrationAppliedWithAnotherTextIsRefused() {
        build(SchemaMode.MIGRATE);
        JdbcStore.execute(source, "UPDATE integration_schema_history SET checksum = 'abc' WHERE version = 2");
        for (SchemaMode mode : List.of(SchemaMode.MIGRATE, SchemaMode.VALIDATE)) {
            IntegrationException refusal = exceptionOf(() -> build(mode));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(refusal).hasMessageContaining("V002__repositories").hasMessageContaining("abc");
        }
    }

    @Test
    void scriptThatTheDatabaseRefusesIsNamed() {
        JdbcStore.execute(source, "CREATE TABLE integration_job_run (something INTEGER)");
        IntegrationException refusal = exceptionOf(() -> build(SchemaMode.MIGRATE));
        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(refusal).hasMessageContaining("V002__repositories").hasMessageContaining("job_run_latest");
    }

    @Test
    void modeNoneDoesNotLook() {
        assertThat(build(SchemaMode.NONE)).isNotNull();
        assertThat(rows(source, columns())).isEmpty();
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
