package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for the page after a position. Built by the engine. Immutable.
 *
 * @param entityType one of those that the adapter declares
 * @param scanKind why it is read
 * @param from the position; empty at the beginning of a stream
 * @param fields names that the host's field mapping uses; empty means whatever the adapter sends by default
 * @param range which part of the past a {@link ScanKind#BACKFILL} reads; empty for every other kind, and for all of it
 * @param maxRecords upper bound of the changes in the answer, at least 1
 * @param call deadline and correlation id
 */
public record PullRequest(
        EntityType entityType,
        ScanKind scanKind,
        Optional<SyncCheckpoint> from,
        Set<String> fields,
        Optional<PullRange> range,
        int maxRecords,
        CallContext call) {
    public PullRequest {
        Objects.requireNonNull(entityType, "entityType");
        Objects.requireNonNull(scanKind, "scanKind");
        Objects.requireNonNull(from, "from");
        fields = Set.copyOf(fields);
        if (range.isPresent() && scanKind != ScanKind.BACKFILL) {
            throw new IllegalArgumentException("only a backfill has a range, but this is " + scanKind);
        }
        if (maxRecords < 1) {
            throw new IllegalArgumentException("maxRecords must be positive, but is " + maxRecords);
        }
        Objects.requireNonNull(call, "call");
    }

    /** Of any kind but a backfill. */
    public PullRequest(
            EntityType entityType,
            ScanKind scanKind,
            Optional<SyncCheckpoint> from,
            Set<String> fields,
            int maxRecords,
            CallContext call) {
        this(entityType, scanKind, from, fields, Optional.empty(), maxRecords, call);
    }
}
