package dev.integrationsdk.jdbc.behaviour;

import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.scan.Preview;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.testkit.RecordingListener;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Previews and positions that are set back, on a real database. */
class ScansOnDatabaseTest {
    @TempDir
    private Path dir;

    private SmallHost open() throws SQLException {
        SmallHost host = SmallHost.open(
                SmallHost.url(dir),
                EntityHandler.each((change, unit) -> SmallHost.write(unit.unwrap(Connection.class), change)),
                new RecordingListener());
        host.script();
        return host;
    }

    @Test
    void aPreviewLeavesNothingBehindAndForeseesTheRun() throws SQLException {
        try (SmallHost host = open()) {
            StreamId full = new StreamId(host.scope(), ScanKind.FULL);

            Preview foreseen = host.integrations.preview(Actor.SYSTEM, RunRequest.of(full), 10_000);

            assertThat(host.isExactly(0)).isTrue();
            assertThat(host.integrations.inspection(Actor.SYSTEM).runs(host.scope(), 5))
                    .isEmpty();
            assertThat(host.integrations.checkpoints().list(Actor.SYSTEM, host.scope()))
                    .isEmpty();
            assertThat(host.full().counts()).isEqualTo(foreseen.counts());
            assertThat(host.isExactly(SmallHost.RECORDS)).isTrue();
        }
    }

    @Test
    void afterAResetEverythingIsReadAgainAndNothingChanges() throws SQLException {
        try (SmallHost host = open()) {
            host.full();
            StreamId live = new StreamId(host.scope(), ScanKind.INCREMENTAL);
            host.integrations.run(live);

            host.integrations.checkpoints().reset(Actor.SYSTEM, live, "to be sure");
            host.integrations
                    .checkpoints()
                    .reset(Actor.SYSTEM, new StreamId(host.scope(), ScanKind.FULL), "to be sure");
            JobRun again = host.integrations.run(live);

            assertThat(again.counts().of(RecordState.UNCHANGED)).isEqualTo(SmallHost.RECORDS);
            assertThat(again.counts().read()).isEqualTo(SmallHost.RECORDS);
        }
    }
}
