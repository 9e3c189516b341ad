package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** What the library lends a scheduler, for a test that stands in between: override what it changes. Thread-safe. */
public class LentScheduling implements Scheduling {
    private final Scheduling library;

    public LentScheduling(Scheduling library) {
        this.library = Objects.requireNonNull(library, "library");
    }

    @Override
    public Runner runner() {
        return library.runner();
    }

    @Override
    public Health health() {
        return library.health();
    }

    @Override
    public Duration pollInterval(StreamId stream) {
        return library.pollInterval(stream);
    }

    @Override
    public boolean allows(Actor actor, Permission permission, StreamId stream) {
        return library.allows(actor, permission, stream);
    }

    @Override
    public void require(Actor actor, Permission permission, StreamId stream) {
        library.require(actor, permission, stream);
    }

    @Override
    public boolean change(
            Actor actor,
            AuditAction action,
            StreamId stream,
            String detail,
            Supplier<TransactionRunner.Work<Boolean>> prepared) {
        return library.change(actor, action, stream, detail, prepared);
    }
}
