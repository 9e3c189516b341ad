package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scan that is read page by page on a connection of its own. Holds the page it gave last, because the directory gives
 * each only once.
 *
 * <p>Used by one call at a time, as {@link OpenScans} sees to; {@link #close()} is safe from any thread.
 */
abstract class PagedScan implements AutoCloseable {
    /** What a scan needs of its connector. */
    record Source(LdapSettings settings, DirectoryDialer dialer, System.Logger logger, Clock clock) {}

    /** What is read: scans of one stream exclude each other. */
    record Stream(EntityType entityType, ScanKind scanKind) {
        static Stream of(PullRequest request) {
            return new Stream(request.entityType(), request.scanKind());
        }
    }

    private final String scanId = UUID.randomUUID().toString();
    private final Stream stream;
    private final FieldSelection selection;
    private final Source source;

    private int nextPage = 1;
    private boolean finished;
    /** May be dropped when memory is short: the cursor has then expired. */
    private SoftReference<PullPage> lastPage = new SoftReference<>(null);

    private final Object lock = new Object();
    private @Nullable DirectorySession session;
    private boolean closed;

    PagedScan(Source source, PullRequest request) {
        this.source = source;
        this.stream = Stream.of(request);
        this.selection = new FieldSelection(request.fields(), request.entityType());
    }

    /** Reads the page that comes next; called once for each. */
    abstract PullPage read(PullRequest request, Deadline deadline);

    final Stream stream() {
        return stream;
    }

    final Source source() {
        return source;
    }

    final FieldSelection selection() {
        return selection;
    }

    final int nextPage() {
        return nextPage;
    }

    /** Of the page after the one that is being read. */
    final String nextCursor() {
        return new ScanPosition(scanId, nextPage + 1).toString();
    }

    /** Whether it can answer this request: it can go forward, and repeat the page it gave last. */
    final boolean serves(ScanPosition position, PullRequest request) {
        if (!position.scanId().equals(scanId) || !selection.isFor(request.fields())) {
            return false;
        }
        if (position.page() == nextPage) {
            return !finished;
        }
        PullPage last = position.page() == nextPage - 1 ? lastPage.get() : null;
        return last != null && last.changes().size() <= request.maxRecords();
    }

    /** The page at a position that it {@linkplain #serves serves}. */
    final PullPage page(int number, PullRequest request, Deadline deadline) {
        PullPage last = lastPage.get();
        if (number < nextPage && last != null) {
            return last;
        }
        if (number != nextPage) {
            throw ScanPosition.expired();
        }
        PullPage page = read(request, deadline);
        lastPage = new SoftReference<>(page);
        nextPage++;
        if (page.isLast()) {
            finished = true;
            close();
        }
        return page;
    }

    /** The connection of this scan, opened for its first page and never again. */
    final DirectorySession session(Deadline deadline) {
        synchronized (lock) {
            if (session != null) {
                session.allow(deadline);
                return session;
            }
        }
        if (nextPage > 1) {
            throw ScanPosition.expired();
        }
        DirectorySession opened = source.dialer().open(deadline);
        synchronized (lock) {
            if (!closed) {
                session = opened;
                return opened;
            }
        }
        opened.close();
        throw new IntegrationException(ErrorCode.CANCELLED, "the connector was closed, or a new scan took over");
    }

    @Override
    public final void close() {
        Optional<DirectorySession> open;
        synchronized (lock) {
            closed = true;
            open = Optional.ofNullable(session);
            session = null;
        }
        open.ifPresent(DirectorySession::close);
    }
}
