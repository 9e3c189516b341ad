package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import java.util.UUID;

class H2LockTest extends LockTrouble {
    H2LockTest() {
        super(new Database(
                "h2", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000", "sa", ""));
    }
}
