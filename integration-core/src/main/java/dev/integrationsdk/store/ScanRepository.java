package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps which records the scan in hand of a stream has listed so far. Authors of a store implement it. */
public interface ScanRepository {
    /** Forgets what an earlier scan has listed, and notes when this one has begun. */
    void begin(UnitOfWork unit, StreamId stream, Instant at);

    /** When the scan in hand has begun; empty if there is none. */
    Optional<Instant> begunAt(UnitOfWork unit, StreamId stream);

    /** Adds what a commit has listed; a part of this number that is there already is replaced. */
    void add(UnitOfWork unit, StreamId stream, ScanPart part);

    /** In the order of their numbers, beginning after the given one; 0 for the first page. */
    List<ScanPart> list(UnitOfWork unit, StreamId stream, long after, int limit);

    /** Forgets the scan in hand. */
    void forget(UnitOfWork unit, StreamId stream);
}
