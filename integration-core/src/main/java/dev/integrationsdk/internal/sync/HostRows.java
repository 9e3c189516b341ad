package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Asks the host for its rows, and understands how that can fail. Immutable. */
final class HostRows {
    private final EntityFeed feed;
    private final Optional<TransactionRunner> hostTransactions;

    /** @param hostTransactions of the host's store, if that is another one than the library's */
    HostRows(EntityFeed feed, Optional<TransactionRunner> hostTransactions) {
        this.feed = feed;
        this.hostTransactions = hostTransactions;
    }

    /** @param unit of the store that the host's rows are in */
    Map<UUID, HostRecord> load(Collection<UUID> rows, UnitOfWork unit) {
        return rows.isEmpty() ? Map.of() : guarded(() -> feed.load(rows, unit));
    }

    /** @param unit of the library's store */
    Map<UUID, HostRecord> loadBeside(Collection<UUID> rows, UnitOfWork unit) {
        return hostTransactions
                .map(host -> host.inTransaction(hostUnit -> load(rows, hostUnit)))
                .orElseGet(() -> load(rows, unit));
    }

    /** @param unit of the library's store */
    EntityFeed.Window changes(Optional<String> after, int limit, UnitOfWork unit) {
        EntityFeed.Window window = hostTransactions
                .map(host -> host.inTransaction(hostUnit -> guarded(() -> feed.changes(after, limit, hostUnit))))
                .orElseGet(() -> guarded(() -> feed.changes(after, limit, unit)));
        if (window.more() && after.filter(window.next()::equals).isPresent()) {
            throw new IntegrationException(
                    ErrorCode.HANDLER_FAILED, "the host's feed says that there is more, and does not move on");
        }
        return window;
    }

    private static <T> T guarded(Callable<T> host) {
        try {
            T result = host.call();
            if (result == null) {
                throw new IntegrationException(ErrorCode.HANDLER_FAILED, "the host's feed returned null");
            }
            return result;
        } catch (IntegrationException declared) {
            throw declared;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(ErrorCode.CANCELLED, "the host's feed was interrupted", interrupted);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            throw new IntegrationException(
                    ErrorCode.HANDLER_FAILED,
                    "the host's feed threw " + failure.getClass().getName(),
                    failure);
        }
    }
}
