package dev.integrationsdk.examples;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of scans on H2. */
class ScanExamplesTest {
    @Test
    void aMonthIsReadInThreeRangesWhileTheLiveScanGoesOn() {
        List<JobRun> runs = BackfillWhileLive.run();

        assertThat(runs).hasSize(6).allMatch(run -> run.status() == RunStatus.SUCCEEDED);
        assertThat(runs.get(0).counts().of(RecordState.CREATED)).isEqualTo(10);
        assertThat(runs.get(1).counts().of(RecordState.CREATED)).isEqualTo(20);
        assertThat(runs.get(2).counts().of(RecordState.UNCHANGED)).isEqualTo(10);
    }

    @Test
    void bothSidesAreTheSameAfterTheRepair() throws SQLException {
        assertThat(ReconcileAndRepair.run().isClean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BackfillWhileLive", "ReconcileAndRepair"})
    void eachIsUnderAHundredLines(String example) throws IOException {
        Path source = Path.of("src/main/java/dev/integrationsdk/examples", example + ".java");

        assertThat(Files.readAllLines(source)).hasSizeLessThan(100);
    }
}
