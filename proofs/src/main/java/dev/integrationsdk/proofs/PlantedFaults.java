package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.CheckpointRepository;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.LeaseRepository;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Puts {@link Plant}s where they belong. Immutable. */
final class PlantedFaults {
    private final Database database;
    private final Set<Plant> plants;
    private final Clock clock;

    PlantedFaults(Database database, Set<Plant> plants, Clock clock) {
        this.database = database;
        this.plants = plants;
        this.clock = clock;
    }

    EntityHandler into(ContactHandler handler) {
        if (!plants.contains(Plant.ROWS_OUTSIDE)) {
            return handler;
        }
        return (changes, unit) -> {
            try (Connection own = database.connect()) {
                handler.write(own, changes);
            }
            return Answers.allApplied();
        };
    }

    Repositories into(Repositories sound) {
        return Steps.proxy(Repositories.class, (method, arguments) -> {
            Object repository = Steps.call(sound, method, arguments);
            if (repository instanceof CheckpointRepository checkpoints) {
                return into(checkpoints);
            }
            return repository instanceof LeaseRepository leases ? into(leases) : repository;
        });
    }

    private CheckpointRepository into(CheckpointRepository sound) {
        if (plants.contains(Plant.CHECKPOINT_FIRST)) {
            return new EagerCheckpoints(sound, JdbcTransactionRunner.of(new UnpooledSource(database)));
        }
        return plants.contains(Plant.UNFENCED) ? new BlindCheckpoints(sound) : sound;
    }

    private LeaseRepository into(LeaseRepository sound) {
        if (plants.contains(Plant.LEASES_BY_OWN_CLOCK)) {
            return new OpenLeases(sound, expiry -> expiry.isBefore(clock.instant()));
        }
        return plants.contains(Plant.UNFENCED) || plants.contains(Plant.LEASES_FOR_ALL)
                ? new OpenLeases(sound, expiry -> true)
                : sound;
    }

    private record EagerCheckpoints(CheckpointRepository sound, TransactionRunner others)
            implements CheckpointRepository {
        @Override
        public Optional<StoredCheckpoint> find(UnitOfWork unit, StreamId stream) {
            return sound.find(unit, stream);
        }

        @Override
        public boolean advance(UnitOfWork unit, Lease lease, StoredCheckpoint next) {
            return others.inTransaction(other -> sound.advance(other, lease, next));
        }

        @Override
        public boolean remove(UnitOfWork unit, Lease lease, long revision) {
            return sound.remove(unit, lease, revision);
        }
    }

    /** Goes on from whatever revision stands, as the latest epoch there can be. */
    private record BlindCheckpoints(CheckpointRepository sound) implements CheckpointRepository {
        @Override
        public Optional<StoredCheckpoint> find(UnitOfWork unit, StreamId stream) {
            return sound.find(unit, stream);
        }

        @Override
        public boolean advance(UnitOfWork unit, Lease lease, StoredCheckpoint next) {
            long standing = sound.find(unit, lease.stream())
                    .map(StoredCheckpoint::revision)
                    .orElse(0L);
            return sound.advance(
                    unit,
                    new Lease(lease.stream(), lease.owner(), Long.MAX_VALUE),
                    new StoredCheckpoint(next.checkpoint(), next.scanComplete(), standing + 1, next.updatedAt()));
        }

        @Override
        public boolean remove(UnitOfWork unit, Lease lease, long revision) {
            return sound.remove(unit, lease, revision);
        }
    }

    private record OpenLeases(LeaseRepository sound, Predicate<Instant> takes) implements LeaseRepository {
        @Override
        public Lease acquire(UnitOfWork unit, StreamId stream, String owner, Duration time) {
            try {
                return sound.acquire(unit, stream, owner, time);
            } catch (IntegrationException refused) {
                if (refused.code() == ErrorCode.ALREADY_RUNNING
                        && takes.test(refused.retryAt().orElseThrow())) {
                    return new Lease(stream, owner, 1);
                }
                throw refused;
            }
        }

        @Override
        public boolean renew(UnitOfWork unit, Lease lease, Duration time) {
            sound.renew(unit, lease, time);
            return true;
        }

        @Override
        public void release(UnitOfWork unit, Lease lease) {
            sound.release(unit, lease);
        }
    }
}
