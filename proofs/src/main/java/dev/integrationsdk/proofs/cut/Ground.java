package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.DatabaseServer;
import dev.integrationsdk.proofs.SmallHost;
import dev.integrationsdk.proofs.UnpooledSource;

/**
 * A database behind a proxy, in which each tenant is a trial. Thread-safe.
 *
 * @param database reached directly
 */
record Ground(CuttingProxy proxy, Database database) implements AutoCloseable {
    static Ground of(DatabaseServer server) {
        Database database = server.create();
        SmallHost.prepare(database);
        return new Ground(CuttingProxy.before(server), database);
    }

    /** A host whose connections all go through the proxy; its evidence does not. */
    SmallHost.Builder host(String tenant) {
        return SmallHost.in(database).tenant(tenant).dataSource(direct -> new UnpooledSource(proxy.reach(database)));
    }

    /** What the clock would do in a minute: the lease of a run whose end could not be written is nobody's. */
    void expireLeases() {
        database.execute("UPDATE integration_lease SET expires_at = TIMESTAMP '2000-01-01 00:00:00'");
    }

    @Override
    public void close() {
        proxy.close();
    }
}
