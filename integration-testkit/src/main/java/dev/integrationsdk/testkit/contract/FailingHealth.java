package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.call.CallUse;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.health.Obstacle;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Health that cannot be checked as often as the test says. */
final class FailingHealth implements Health {
    private final Health health;
    private final AtomicInteger failures;

    FailingHealth(Health health, AtomicInteger failures) {
        this.health = health;
        this.failures = failures;
    }

    @Override
    public List<ConnectorHealth> checkDue(Duration olderThan, int limit) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IntegrationException(ErrorCode.STORE_UNAVAILABLE, "the test wants it so");
        }
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
