package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.call.CallUse;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.health.Obstacle;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.Gatekeeper;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health of connectors: kept by checks, read by anybody who may. Thread-safe. */
public final class HealthOperations implements Health {
    private static final Logger LOG = LoggerFactory.getLogger(HealthOperations.class);
    private static final int MOST = 1_000;

    private final ConnectorOffice office;
    private final StreamHistory history;
    private final Diagnosis diagnosis;
    private final Diagnosis.Surroundings surroundings;

    public HealthOperations(ConnectorOffice office, Diagnosis.Surroundings surroundings) {
        this.office = office;
        this.history = new StreamHistory(office);
        this.surroundings = surroundings;
        this.diagnosis = new Diagnosis(office, history, surroundings);
    }

    @Override
    public ConnectorHealth status(Actor actor, ConnectorKey key) {
        KnownConnector known = require(actor, Permission.READ, key);
        return new ConnectorHealth(
                key, known.stored().map(StoredConnector::connection), Optional.empty(), history.freshness(known));
    }

    @Override
    public ConnectorHealth check(Actor actor, ConnectorKey key) {
        KnownConnector known = require(actor, Permission.USE, key);
        if (!known.effective().enabled()) {
            throw new IntegrationException(ErrorCode.SWITCHED_OFF, "connector " + key + " is turned off");
        }
        return check(By.of(actor), known);
    }

    private ConnectorHealth check(By by, KnownConnector known) {
        ConnectorCheck check = office.checker().check(known, by);
        Optional<Connection> connection =
                known.stored().map(stored -> office.states().checked(by, stored, check));
        return new ConnectorHealth(known.key(), connection, Optional.of(check), history.freshness(known));
    }

    @Override
    public List<ConnectorHealth> checkDue(Duration olderThan, int limit) {
        if (limit < 1 || limit > MOST || olderThan.isNegative()) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ", and the age not negative");
        }
        return checkBefore(office.clock().instant().minus(olderThan), limit).checked();
    }

    /** Those whose last check was before this instant, the oldest first. */
    Batch checkBefore(Instant before, int limit) {
        By by = By.of(Actor.SYSTEM);
        List<StoredConnector> due = office.inTransaction(
                unit -> office.repositories().acrossTenants().connectorsToCheck(unit, before, limit));
        List<ConnectorHealth> checked = new ArrayList<>();
        for (StoredConnector stored : due) {
            if (office.states().claimCheck(stored)) {
                checkedByItself(by, stored).ifPresent(checked::add);
            }
        }
        return new Batch(due.stream().map(StoredConnector::key).toList(), checked);
    }

    /**
     * What became of those that were due. Immutable.
     *
     * @param due all of them
     * @param checked those that nobody else was checking, and that could be checked
     */
    record Batch(List<ConnectorKey> due, List<ConnectorHealth> checked) {}

    /** One that cannot even be read takes no other with it. */
    private Optional<ConnectorHealth> checkedByItself(By by, StoredConnector stored) {
        try {
            return Optional.of(check(by, office.directory().require(stored.key())));
        } catch (IntegrationException failure) {
            LOG.warn("Connector {} could not be checked: {}", stored.key(), failure.explanation());
            return Optional.empty();
        }
    }

    @Override
    public CallUse calls(Actor actor, ConnectorKey key) {
        return surroundings.calls().apply(office.called(require(actor, Permission.READ, key)));
    }

    @Override
    public List<Obstacle> diagnose(Actor actor, ConnectorKey key) {
        KnownConnector known;
        try {
            known = require(actor, Permission.READ, key);
        } catch (IntegrationException unreadable) {
            if (unreadable.code() == ErrorCode.INVALID_CONFIGURATION) {
                return Diagnosis.ofUnreadable(unreadable);
            }
            throw unreadable;
        }
        return diagnosis.of(known);
    }

    private KnownConnector require(Actor actor, Permission permission, ConnectorKey key) {
        KnownConnector known;
        try {
            known = office.directory().require(key);
        } catch (IntegrationException unreadable) {
            throw mayKnow(actor, permission, key) ? unreadable : Gatekeeper.unknown(key);
        }
        if (!office.gate().allows(actor, permission, known)) {
            throw Gatekeeper.unknown(key);
        }
        return known;
    }

    /** Of one that cannot be used, whoever may not see it hears nothing. */
    private boolean mayKnow(Actor actor, Permission permission, ConnectorKey key) {
        return actor.equals(Actor.SYSTEM)
                || office.inTransaction(
                                unit -> office.repositories().connectors().find(unit, key))
                        .filter(stored -> office.gate().allows(actor, permission, stored))
                        .isPresent();
    }
}
