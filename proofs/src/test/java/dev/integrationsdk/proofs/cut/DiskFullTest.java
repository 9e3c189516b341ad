package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.proofs.SmallHost;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The host's table on a file system of two megabytes that is full. */
class DiskFullTest {
    private static final long LONGEST_COMMAND_SECONDS = 20;

    @TempDir
    private Path folder;

    private final Database database = SharedServers.postgreSql().create();
    private boolean mounted;

    @Test
    void onPostgreSqlAFullDiskEndsTheRunAndTheNextOneGoesOn() throws Exception {
        assumeTrue(mount(), "this process may not mount a small file system to fill");
        SmallHost.prepare(database);
        database.execute(
                "CREATE TABLESPACE small LOCATION '" + folder.resolve("disk") + "'",
                "ALTER TABLE contact SET TABLESPACE small",
                "CREATE TABLE filler (bytes TEXT) TABLESPACE small",
                "ALTER TABLE filler ALTER COLUMN bytes SET STORAGE PLAIN");
        fill();
        try (SmallHost host = SmallHost.in(database).open()) {
            JobRun full = host.run();
            assertThat(full.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(full.failure().orElseThrow().code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(full.failure().orElseThrow().message()).contains("53100");
            assertThat(full.counts().of(RecordState.DEAD)).isZero();
            assertThat(host.evidence().contradictions()).isEmpty();

            database.execute("DROP TABLE filler", "CHECKPOINT");
            assertThat(host.run().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(host.evidence().missingAtTheEnd()).isEmpty();
        }
    }

    /** Until not one page more fits. */
    private void fill() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("INSERT INTO filler VALUES (repeat('x', 8000))");
            }
        } catch (SQLException full) {
            assertThat(full.getSQLState()).isEqualTo("53100");
        }
    }

    private boolean mount() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        return mounted;
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            database.execute(
                    "DROP TABLE IF EXISTS filler", "DROP TABLE IF EXISTS contact", "DROP TABLESPACE IF EXISTS small");
            assertThat(run("umount", "-l", folder.resolve("disk").toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
