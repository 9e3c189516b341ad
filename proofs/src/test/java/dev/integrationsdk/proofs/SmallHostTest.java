package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.run.RunStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The host that all proofs force, left in peace; and what its evidence says of rows that are not as they must be. */
class SmallHostTest {
    @Test
    void everythingIsThereOnceOnH2(@TempDir Path dir) {
        Database database =
                new Database("h2", "jdbc:h2:file:" + dir.resolve("host") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1", "", "");
        runAndFalsify(database);
    }

    @Test
    void everythingIsThereOnceOnPostgreSql() {
        runAndFalsify(SharedServers.postgreSql().create());
    }

    @Test
    @EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
    void everythingIsThereOnceOnMariaDb() {
        runAndFalsify(SharedServers.mariaDb().create());
    }

    private static void runAndFalsify(Database database) {
        SmallHost.prepare(database);
        try (SmallHost host = SmallHost.in(database).open()) {
            assertThat(host.evidence().contradictions()).isEmpty();
            assertThat(host.run().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(host.evidence().missingAtTheEnd()).isEmpty();

            database.execute("UPDATE contact SET changes = 2 WHERE name = 'id-25'");
            assertThat(host.evidence().missingAtTheEnd())
                    .containsExactly(
                            "changes of rows: 20 instead of 19", "rows in their second state: 18 instead of 19");
            database.execute("DELETE FROM contact WHERE name = 'id-26'");
            assertThat(host.evidence().missingAtTheEnd())
                    .contains("rows: 499 instead of 500", "rows that are their mapping's: 499 instead of 500");
        }
    }
}
