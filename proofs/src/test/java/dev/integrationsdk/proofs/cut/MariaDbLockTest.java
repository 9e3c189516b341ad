package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.SharedServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
class MariaDbLockTest extends LockTrouble {
    MariaDbLockTest() {
        super(SharedServers.mariaDb().create());
    }
}
