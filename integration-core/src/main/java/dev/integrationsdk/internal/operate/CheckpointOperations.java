package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.internal.connector.OpenConnectors;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.scan.Checkpoints;
import dev.integrationsdk.scan.StreamPosition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.CheckpointVetting;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.CheckpointRepository;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sets positions back, under the stream's own lease. Immutable. */
public final class CheckpointOperations implements Checkpoints {
    private static final Duration HELD = Duration.ofSeconds(30);
    private static final int LONGEST_POSITION = 300;

    private final ConnectorOffice office;

    public CheckpointOperations(ConnectorOffice office) {
        this.office = office;
    }

    @Override
    public List<StreamPosition> list(Actor actor, EntityScope scope) {
        office.requireAllowed(actor, Permission.READ, new ConnectorKey(scope.tenant(), scope.connector()));
        return office.inTransaction(unit -> {
            List<StreamPosition> positions = new ArrayList<>();
            for (ScanKind kind : ScanKind.values()) {
                StreamId stream = new StreamId(scope, kind);
                checkpoints().find(unit, stream).ifPresent(found -> positions.add(new StreamPosition(stream, found)));
            }
            return positions;
        });
    }

    @Override
    public Optional<SyncCheckpoint> reset(Actor actor, StreamId stream, String reason) {
        By by = By.of(actor);
        require(by, AuditAction.CHECKPOINT_RESET, stream, reason);
        return change(
                by,
                AuditAction.CHECKPOINT_RESET,
                stream,
                reason,
                (unit, lease, standing) -> standing.isEmpty()
                        || checkpoints().remove(unit, lease, standing.get().revision()));
    }

    @Override
    public Optional<SyncCheckpoint> replay(Actor actor, StreamId stream, SyncCheckpoint from, String reason) {
        By by = By.of(actor);
        vet(require(by, AuditAction.CHECKPOINT_SET, stream, reason), stream, from);
        return change(
                by, AuditAction.CHECKPOINT_SET, stream, reason + "; to " + shown(from), (unit, lease, standing) -> {
                    StoredCheckpoint next = new StoredCheckpoint(
                            from,
                            Optional.empty(),
                            standing.flatMap(StoredCheckpoint::range),
                            standing.map(StoredCheckpoint::revision).orElse(0L) + 1,
                            office.clock().instant());
                    return checkpoints().advance(unit, lease, next);
                });
    }

    private KnownConnector require(By by, AuditAction action, StreamId stream, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason is needed, of at most " + LONGEST_REASON + " characters");
        }
        KnownConnector known = office.requireKnown(
                by, Permission.OPERATE, action, new ConnectorKey(stream.tenant(), stream.connector()));
        office.requireEntityType(known, stream.entityType());
        return known;
    }

    private void vet(KnownConnector known, StreamId stream, SyncCheckpoint from) {
        try (OpenConnectors.Use use = office.connectors().use(known, Direction.PULL)) {
            use.connector()
                    .capability(CheckpointVetting.class)
                    .flatMap(vetting -> vetting.problem(stream.entityType(), stream.scanKind(), from))
                    .ifPresent(problem -> {
                        throw new IntegrationException(
                                ErrorCode.INVALID_CONFIGURATION,
                                "the adapter cannot begin a scan of " + stream + " at this position: " + problem);
                    });
        }
    }

    /** Nobody else has the stream meanwhile, and a run from before is fenced off by the new epoch. */
    private Optional<SyncCheckpoint> change(By by, AuditAction action, StreamId stream, String reason, Step step) {
        String owner = UUID.randomUUID().toString();
        return office.inTransaction(unit -> {
            Lease lease = office.repositories().leases().acquire(unit, stream, owner, HELD);
            Optional<StoredCheckpoint> standing = checkpoints().find(unit, stream);
            if (!step.take(unit, lease, standing)) {
                throw new IntegrationException(
                        ErrorCode.STORE_CONFLICT, "the checkpoint of " + stream + " was moved by somebody else");
            }
            office.repositories().leases().release(unit, lease);
            String from = standing.map(StoredCheckpoint::checkpoint)
                    .map(CheckpointOperations::shown)
                    .orElse("nowhere");
            office.ledger()
                    .done(
                            unit,
                            by,
                            action,
                            new ConnectorKey(stream.tenant(), stream.connector()),
                            stream.scanKind() + " of " + stream.entityType() + ": " + reason + "; from " + from);
            return standing.map(StoredCheckpoint::checkpoint);
        });
    }

    private static String shown(SyncCheckpoint position) {
        String text = position.toString();
        return text.length() <= LONGEST_POSITION ? text : text.substring(0, LONGEST_POSITION) + "…";
    }

    private CheckpointRepository checkpoints() {
        return office.repositories().checkpoints();
    }

    /** What is done to the checkpoint. */
    @FunctionalInterface
    private interface Step {
        /** @return false if it does not stand any more as it was read */
        boolean take(UnitOfWork unit, Lease lease, Optional<StoredCheckpoint> standing);
    }
}
