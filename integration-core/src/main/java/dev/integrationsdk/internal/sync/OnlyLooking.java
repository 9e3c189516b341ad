package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.util.Optional;

/** Fetches for what is no run: its calls are real ones, and stand in the integration log. Pure functions. */
final class OnlyLooking {
    private OnlyLooking() {}

    static PageGroup fetch(
            StreamRun run,
            PageFetcher fetcher,
            Optional<SyncCheckpoint> position,
            TransactionRunner transactions,
            CallLog callLog) {
        try {
            return fetcher.fetch(position);
        } finally {
            transactions.inTransaction(unit -> {
                run.calls().write(callLog, unit);
                return true;
            });
            run.calls().report(callLog);
        }
    }
}
