package dev.integrationsdk.jdbc.behaviour;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.jdbc.behaviour.KilledChild.Point;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/** A child process is killed with SIGKILL at a point of the page cycle; whoever comes next finds everything, once. */
class KillTest {
    private static final EntityHandler HANDLER =
            EntityHandler.each((change, unit) -> SmallHost.write(unit.unwrap(Connection.class), change));

    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(value = Point.class, mode = Mode.EXCLUDE, names = "NEVER")
    void aRunKilledAnywhereIsResumedWithNothingLostAndNothingTwice(Point point) throws Exception {
        killAt(point, 7);

        try (SmallHost host = resume()) {
            List<JobRun> runs = host.integrations.inspection().runs(host.scope(), 10);
            assertThat(host.isExactly(SmallHost.RECORDS)).isTrue();
            assertThat(runs).extracting(JobRun::status).containsExactly(RunStatus.SUCCEEDED, RunStatus.INTERRUPTED);
            assertThat(runs.get(0).counts().plus(runs.get(1).counts()).of(RecordState.CREATED))
                    .isEqualTo(SmallHost.RECORDS);
            assertThat(runs.get(1).counts().read()).isPositive();
        }
    }

    @Test
    void aRunKilledAgainAndAgainStillEndsRight() throws Exception {
        for (Point point : List.of(Point.AFTER_COMMIT, Point.AFTER_HANDLER, Point.INSIDE_HANDLER, Point.AFTER_COMMIT)) {
            killAt(point, 2);
        }

        try (SmallHost host = resume()) {
            assertThat(host.isExactly(SmallHost.RECORDS)).isTrue();
            assertThat(host.full().counts().of(RecordState.UNCHANGED)).isEqualTo(SmallHost.RECORDS);
        }
    }

    /** The planted fault: this test's own proof that it would see rows written outside the transaction. */
    @Test
    void rowsWrittenOutsideTheTransactionAreFoundOut() throws Exception {
        killAt(Point.AFTER_HANDLER, 7, "planted");

        try (SmallHost host = resume()) {
            assertThat(host.isExactly(SmallHost.RECORDS)).isFalse();
        }
    }

    private SmallHost resume() throws Exception {
        SmallHost host = SmallHost.open(SmallHost.url(dir), HANDLER, new IntegrationListener() {});
        host.script();
        host.expireLeases();
        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        return host;
    }

    private void killAt(Point point, int page, String... more) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                KilledChild.class.getName(),
                SmallHost.url(dir),
                point.name(),
                Integer.toString(page)));
        command.addAll(List.of(more));
        expireLeasesOfTheDead();
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.lines().anyMatch(KilledChild.HERE::equals))
                    .as(point + " was reached")
                    .isTrue();
        }
        child.destroyForcibly();
        assertThat(child.waitFor()).isEqualTo(128 + 9);
    }

    private void expireLeasesOfTheDead() throws IOException {
        if (dir.resolve("host.mv.db").toFile().exists()) {
            try (SmallHost host = SmallHost.open(SmallHost.url(dir), HANDLER, new IntegrationListener() {})) {
                host.expireLeases();
            } catch (java.sql.SQLException failure) {
                throw new IOException(failure);
            }
        }
    }
}
