package dev.integrationsdk.internal.connector;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Share;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.connector.VersionDifference;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.probe.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Changes stored connectors: version, audit and event in one transaction. Thread-safe. */
final class ConnectorChanges {
    private final ConnectorOffice office;

    ConnectorChanges(ConnectorOffice office) {
        this.office = office;
    }

    StoredConnector create(By by, ConnectorConfig config) {
        office.requireTenant(by, Permission.CONFIGURE, AuditAction.CONNECTOR_CREATED, config.key());
        office.requireMayReachInside(by, AuditAction.CONNECTOR_CREATED, false, config);
        ConfigProblems.refuse(config, office.problems(config));
        ConnectorVersion first = ConnectorVersion.first(config, by.actor(), now());
        ConnectorCheck check = refused(config, office.checker().checkUnsaved(office.known(first), by));
        return office.write(first, unit -> {
            append(unit, by, Optional.empty(), first, AuditAction.CONNECTOR_CREATED, EventKind.CONNECTOR_CREATED);
            Connection pending = stored(unit, config.key()).connection();
            save(
                    unit,
                    by,
                    config.key(),
                    pending,
                    ConnectionMoves.after(pending, check, office.clock().instant()));
            return stored(unit, config.key());
        });
    }

    StoredConnector update(By by, ConnectorConfig config, long revision) {
        StoredConnector seen = office.require(by, Permission.CONFIGURE, AuditAction.CONNECTOR_UPDATED, config.key());
        if (seen.current().revision() != revision) {
            throw changed(config.key());
        }
        return reconfigure(by, seen, config, AuditAction.CONNECTOR_UPDATED);
    }

    StoredConnector rollBack(By by, ConnectorKey key, long to) {
        StoredConnector seen = office.require(by, Permission.CONFIGURE, AuditAction.CONNECTOR_ROLLED_BACK, key);
        ConnectorVersion earlier = office.version(key, to)
                .orElseThrow(() ->
                        new IntegrationException(ErrorCode.NOT_FOUND, "connector " + key + " has no revision " + to));
        return reconfigure(by, seen, earlier.config(), AuditAction.CONNECTOR_ROLLED_BACK);
    }

    /** Nobody gets back what was shared and taken back; what the library has paused goes on, since somebody has acted. */
    private StoredConnector reconfigure(By by, StoredConnector seen, ConnectorConfig wanted, AuditAction action) {
        ConnectorConfig before = seen.current().config();
        ConnectorConfig config = wanted.toBuilder().shares(before.shares()).build();
        office.requireMayReachInside(by, action, before.isOnPremise(), config);
        if (!config.system().equals(before.system())) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "connector " + config.key() + " is of system '" + before.system() + "' and stays so");
        }
        ConfigProblems.refuse(config, office.problems(config));
        ConnectorVersion next = seen.current().with(config, by.actor(), now());
        ConnectorCheck check = refused(config, office.checker().checkUnsaved(office.known(next), by));
        return office.write(next, unit -> {
            append(unit, by, Optional.of(seen.current()), next, action, EventKind.CONNECTOR_CHANGED);
            Connection standing = stored(unit, config.key()).connection();
            save(
                    unit,
                    by,
                    config.key(),
                    standing,
                    ConnectionMoves.after(
                            ConnectionMoves.withoutOwnPauses(standing),
                            check,
                            office.clock().instant()));
            return stored(unit, config.key());
        });
    }

    private ConnectorCheck refused(ConnectorConfig config, ConnectorCheck check) {
        if (!check.problems().isEmpty()) {
            Finding worst = check.problems().get(0);
            throw new IntegrationException(
                    worst.problem().orElse(ErrorCode.INVALID_CONFIGURATION),
                    "connector " + config.key() + " was not saved, since its check failed: "
                            + check.problems().stream()
                                    .map(finding -> finding.subject() + ": " + finding.detail())
                                    .collect(Collectors.joining("; ")));
        }
        return check;
    }

    StoredConnector enable(By by, ConnectorKey key) {
        return toggle(by, key, AuditAction.CONNECTOR_ENABLED, EventKind.CONNECTOR_ENABLED, ConnectorStatus.ENABLED);
    }

    StoredConnector disable(By by, ConnectorKey key) {
        return toggle(by, key, AuditAction.CONNECTOR_DISABLED, EventKind.CONNECTOR_DISABLED, ConnectorStatus.DISABLED);
    }

    private StoredConnector toggle(
            By by, ConnectorKey key, AuditAction action, EventKind kind, ConnectorStatus wanted) {
        StoredConnector seen = office.require(by, Permission.CONFIGURE, action, key);
        if (seen.current().status() == wanted) {
            return seen;
        }
        ConnectorVersion next = wanted == ConnectorStatus.ENABLED
                ? seen.current().enabled(by.actor(), now())
                : seen.current().disabled(by.actor(), now());
        return office.write(next, unit -> {
            append(unit, by, Optional.of(seen.current()), next, action, kind);
            Connection standing = stored(unit, key).connection();
            save(unit, by, key, standing, ConnectionMoves.withoutOwnPauses(standing));
            return stored(unit, key);
        });
    }

    StoredConnector share(By by, ConnectorKey key, Actor with, Optional<Share> share) {
        StoredConnector seen = office.require(by, Permission.SHARE, AuditAction.CONNECTOR_SHARED, key);
        ConnectorConfig.Builder changed = seen.current().config().toBuilder();
        share.ifPresentOrElse(wanted -> changed.share(with, wanted), () -> changed.unshare(with));
        ConnectorVersion next = seen.current().with(changed.build(), by.actor(), now());
        return office.write(next, unit -> {
            append(
                    unit,
                    by,
                    Optional.of(seen.current()),
                    next,
                    AuditAction.CONNECTOR_SHARED,
                    EventKind.CONNECTOR_CHANGED);
            return stored(unit, key);
        });
    }

    void delete(By by, ConnectorKey key) {
        office.require(by, Permission.CONFIGURE, AuditAction.CONNECTOR_DELETED, key);
        StoredConnector off = disable(by, key);
        String cleanedUp = office.cleanUp(off, by);
        ConnectorVersion last = off.current().deleted(by.actor(), now());
        office.write(last, unit -> {
            if (!office.repositories().connectors().append(unit, last)) {
                throw changed(key);
            }
            office.eraseCredentials(unit, key);
            office.ledger().done(unit, by, AuditAction.CONNECTOR_DELETED, key, cleanedUp);
            office.ledger().happened(unit, by, EventKind.CONNECTOR_DELETED, key, Map.of());
            return off;
        });
    }

    StoredConnector pause(By by, ConnectorKey key, Direction direction, String reason) {
        Pause pause = new Pause(by.actor(), now(), reason);
        return stand(
                by, key, AuditAction.DIRECTION_PAUSED, direction, (standing, which) -> standing.paused(which, pause));
    }

    StoredConnector resume(By by, ConnectorKey key, Direction direction) {
        return stand(by, key, AuditAction.DIRECTION_RESUMED, direction, Connection::resumed);
    }

    private StoredConnector stand(
            By by,
            ConnectorKey key,
            AuditAction action,
            Direction direction,
            BiFunction<Connection, Direction, Connection> change) {
        office.require(by, Permission.CONFIGURE, action, key);
        return office.write(key, unit -> {
            Connection standing = stored(unit, key).connection();
            save(unit, by, key, standing, change.apply(standing, direction));
            office.ledger().done(unit, by, action, key, direction.name());
            return stored(unit, key);
        });
    }

    private void append(
            UnitOfWork unit,
            By by,
            Optional<ConnectorVersion> before,
            ConnectorVersion next,
            AuditAction action,
            EventKind kind) {
        if (!office.repositories().connectors().append(unit, next)) {
            throw changed(next.key());
        }
        String fields = VersionDifference.of(before, next).changes().stream()
                .map(VersionDifference.FieldChange::field)
                .collect(Collectors.joining(", "));
        office.ledger().done(unit, by, action, next.key(), "revision " + next.revision() + ": " + fields);
        office.ledger().happened(unit, by, kind, next.key(), Map.of("revision", String.valueOf(next.revision())));
    }

    private void save(UnitOfWork unit, By by, ConnectorKey key, Connection before, Connection after) {
        boolean same = before.revision() == after.revision();
        if (!same && !office.states().save(unit, by, key, before, after)) {
            throw changed(key);
        }
    }

    private StoredConnector stored(UnitOfWork unit, ConnectorKey key) {
        return office.repositories().connectors().find(unit, key).orElseThrow(() -> Gatekeeper.unknown(key));
    }

    private static IntegrationException changed(ConnectorKey key) {
        return new IntegrationException(
                ErrorCode.CONNECTOR_CHANGED,
                "connector " + key + " is not what it was, or its id has been used before");
    }

    private Instant now() {
        return office.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
