package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.call.CallUse;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.health.Obstacle;
import dev.integrationsdk.spi.identity.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The library's health, for a test that stands in between: override what it changes. Thread-safe. */
public class LentHealth implements Health {
    private final Health health;

    public LentHealth(Health health) {
        this.health = Objects.requireNonNull(health, "health");
    }

    @Override
    public List<ConnectorHealth> checkDue(Duration olderThan, int limit) {
        return health.checkDue(olderThan, limit);
    }

    @Override
    public ConnectorHealth status(Actor actor, ConnectorKey key) {
        return health.status(actor, key);
    }

    @Override
    public ConnectorHealth check(Actor actor, ConnectorKey key) {
        return health.check(actor, key);
    }

    @Override
    public CallUse calls(Actor actor, ConnectorKey key) {
        return health.calls(actor, key);
    }

    @Override
    public List<Obstacle> diagnose(Actor actor, ConnectorKey key) {
        return health.diagnose(actor, key);
    }
}
