package dev.integrationsdk.simulation;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.util.Optional;

/** One process: from its start to its end or its crash. Confined to its thread. */
final class Machine implements TransactionRunner {
    private final World world;
    private final TransactionRunner database;
    private final Integrations integrations;
    private boolean dead;
    private boolean inTransaction;
    private Optional<StreamId> running = Optional.empty();
    private int crashAfter;
    private int cancelAfter;

    Machine(World world, TransactionRunner database) {
        this.world = world;
        this.database = database;
        this.integrations = world.library(this);
    }

    Integrations integrations() {
        return integrations;
    }

    boolean isDead() {
        return dead;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    Optional<StreamId> running() {
        return running;
    }

    void running(Optional<StreamId> stream) {
        running = stream;
    }

    /** After so many more points of a run; 0 never. */
    void crashAfter(int points) {
        crashAfter = points;
    }

    void cancelAfter(int points) {
        cancelAfter = points;
    }

    /** A place where the process may end. */
    void point(String where) {
        if (dead) {
            throw new Crash(where);
        }
        if (running.isEmpty()) {
            return;
        }
        if (cancelAfter > 0 && --cancelAfter == 0) {
            integrations.cancel(running.get());
        }
        if (crashAfter > 0 && --crashAfter == 0) {
            dead = true;
            throw new Crash(where);
        }
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        point("before begin");
        T result;
        try {
            result = database.inTransaction(unit -> {
                inTransaction = true;
                T inside = work.run(unit);
                point("before commit");
                if (running.isPresent()) {
                    CommitFault fault = world.faults().commit();
                    if (fault != CommitFault.NONE) {
                        world.store().failNextCommit(fault);
                    }
                }
                return inside;
            });
        } finally {
            inTransaction = false;
        }
        point("after commit");
        return result;
    }

    /** Ends it, dead or not. */
    void close() {
        try {
            integrations.close();
        } catch (Crash alreadyDead) {
            dead = true;
        }
    }
}
