package dev.integrationsdk.adapters.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.adapters.ldap.DirectorySession.Search;
import dev.integrationsdk.adapters.ldap.LdapSettings.SearchSettings;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One paged search over all users or all groups, on a connection of its own. Holds the page it gave last, because the
 * directory gives each only once.
 *
 * <p>Used by one call at a time, as {@link OpenScans} sees to; {@link #close()} is safe from any thread.
 */
final class DirectoryScan implements AutoCloseable {
    /** What a scan needs of its connector. */
    record Source(
            SearchSettings settings, Optional<IdAttribute> idAttribute, DirectoryDialer dialer, System.Logger logger) {}

    /** A directory that sends pages without end, or empty ones, is stopped. */
    private static final int MAX_PAGES = 1_000_000;

    private static final int MAX_EMPTY_PAGES = 100;

    private final String scanId = UUID.randomUUID().toString();
    private final Source source;
    private final EntityType entityType;
    private final FieldSelection selection;
    private final EntryReader reader;
    private final ScanOutcome outcome;

    private @Nullable Search search;
    private @Nullable ASN1OctetString cookie;
    private int nextPage = 1;
    private int emptyPages;
    /** May be dropped when memory is short: the cursor has then expired. */
    private SoftReference<PullPage> lastPage = new SoftReference<>(null);

    private final Object lock = new Object();
    private @Nullable DirectorySession session;
    private boolean closed;

    DirectoryScan(Source source, PullRequest request, ScanOutcome outcome) {
        this.source = source;
        this.entityType = request.entityType();
        this.selection = new FieldSelection(request.fields(), entityType);
        this.reader = new EntryReader(selection);
        this.outcome = outcome;
    }

    EntityType entityType() {
        return entityType;
    }

    /** Whether it can answer this request: it can go forward, and repeat the page it gave last. */
    boolean serves(ScanPosition position, PullRequest request) {
        if (!position.scanId().equals(scanId) || !selection.isFor(request.fields())) {
            return false;
        }
        if (position.page() == nextPage) {
            return !outcome.isFinished();
        }
        PullPage last = position.page() == nextPage - 1 ? lastPage.get() : null;
        return last != null && last.changes().size() <= request.maxRecords();
    }

    /** The page at a position that it {@linkplain #serves serves}. */
    PullPage page(int number, PullRequest request, Deadline deadline) {
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
            close();
        }
        return page;
    }

    @Override
    public void close() {
        DirectorySession open;
        synchronized (lock) {
            closed = true;
            open = session;
            session = null;
        }
        if (open != null) {
            open.close();
        }
    }

    private PullPage read(PullRequest request, Deadline deadline) {
        DirectorySession open = session(deadline);
        open.allow(deadline);
        Search wanted = search(open, deadline);
        int size = Math.min(source.settings().pageSize(), request.maxRecords());
        SearchPage answer = open.page(wanted, size, cookie, deadline);
        checkPlausible(answer, size);
        PageContents contents = contents(answer.entries(), new RangedValues(open, deadline));
        outcome.add(answer, contents);
        if (answer.cookie().isPresent()) {
            cookie = answer.cookie().get();
            ScanPosition next = new ScanPosition(scanId, nextPage + 1);
            return PullPage.more(contents.changes(), outcome.unfinished().withCursor(next.toString()))
                    .withUnreadable(contents.unreadable());
        }
        if (outcome.sawNothing()) {
            answer.limit().ifPresent(limit -> {
                throw LdapErrors.limit(limit, size);
            });
            checkVisible(open, deadline);
        }
        Completeness completeness = outcome.finish();
        log(request, answer, completeness);
        return PullPage.last(contents.changes(), outcome.finished(), completeness)
                .withUnreadable(contents.unreadable());
    }

    private DirectorySession session(Deadline deadline) {
        synchronized (lock) {
            if (session != null) {
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

    /** The same for all pages, hence made once. */
    private Search search(DirectorySession open, Deadline deadline) {
        Search wanted = search;
        if (wanted == null) {
            outcome.identifiedBy(source.idAttribute()
                    .or(() -> outcome.idAttribute())
                    .or(() -> open.read(
                                    "",
                                    List.of("objectClass", "vendorName", "vendorVersion", "supportedCapabilities"),
                                    deadline)
                            .flatMap(IdAttribute::of)));
            List<String> beside = new ArrayList<>(RecordVersion.ATTRIBUTES);
            outcome.idAttribute().map(List::of).orElse(IdAttribute.KNOWN).forEach(id -> beside.add(id.name()));
            SearchSettings settings = source.settings();
            wanted = new Search(settings.baseDn(), settings.filters().of(entityType), selection.attributes(beside));
            search = wanted;
        }
        return wanted;
    }

    private PageContents contents(List<SearchResultEntry> entries, RangedValues ranges) {
        if (outcome.idAttribute().isEmpty()) {
            outcome.identifiedBy(IdAttribute.carriedBy(entries));
        }
        IdAttribute id = outcome.idAttribute().orElse(IdAttribute.ENTRY_UUID);
        PageContents contents = new PageContents();
        for (int i = 0; i < entries.size(); i++) {
            reader.read(entries.get(i), id, "page[" + nextPage + "].entry[" + i + "]", ranges, contents);
        }
        return contents;
    }

    private void checkPlausible(SearchPage answer, int size) {
        emptyPages = answer.entries().isEmpty() ? emptyPages + 1 : 0;
        if (answer.entries().size() > size || emptyPages > MAX_EMPTY_PAGES || nextPage > MAX_PAGES) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "the directory does not keep to paged results: more entries than asked for, or pages without end");
        }
    }

    /** Some directories answer success and nothing to an account that may not look, and for a base that is not there. */
    private void checkVisible(DirectorySession open, Deadline deadline) {
        boolean visible = open.read(source.settings().baseDn(), List.of("objectClass"), deadline)
                .filter(base -> base.hasAttribute("objectClass"))
                .isPresent();
        if (!visible) {
            throw new IntegrationException(
                    ErrorCode.PERMISSION_DENIED,
                    "the search found nothing and base-dn itself is not visible: it is not there, or the account may not"
                            + " read it");
        }
    }

    private void log(PullRequest request, SearchPage answer, Completeness completeness) {
        String limit = answer.limit()
                .map(code -> "; the directory ended it early: " + LdapErrors.shown(code))
                .orElse("");
        System.Logger.Level level =
                completeness == Completeness.COMPLETE ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
        source.logger()
                .log(
                        level,
                        () -> "full scan of " + entityType + ", " + nextPage + " pages: " + completeness + ", "
                                + outcome + limit + "; correlation id "
                                + request.call().correlationId());
    }
}
