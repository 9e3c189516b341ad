package dev.integrationsdk.adapters.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.adapters.ldap.DirectorySession.Search;
import dev.integrationsdk.adapters.ldap.LdapSettings.SearchSettings;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One paged search over all entries of one type. Confined as {@link PagedScan} says. */
final class DirectoryScan extends PagedScan {
    /** A directory that sends pages without end, or empty ones, is stopped. */
    private static final int MAX_PAGES = 1_000_000;

    private static final int MAX_EMPTY_PAGES = 100;

    private final EntryReader reader;
    private final ScanOutcome outcome;

    private @Nullable Search search;
    private Optional<GroupGraph> graph = Optional.empty();
    private @Nullable ASN1OctetString cookie;
    private int emptyPages;

    DirectoryScan(Source source, PullRequest request, ScanOutcome outcome) {
        super(source, request);
        this.reader = new EntryReader(selection(), source.clock());
        this.outcome = outcome;
    }

    @Override
    PullPage read(PullRequest request, Deadline deadline) {
        DirectorySession open = session(deadline);
        Search wanted = search(open, deadline);
        int size = Math.min(searched().pageSize(), request.maxRecords());
        SearchPage answer = open.page(wanted, size, cookie, deadline);
        checkPlausible(answer, size);
        PageContents contents = contents(answer.entries(), new RangedValues(open, deadline));
        outcome.add(answer, contents);
        if (answer.cookie().isPresent()) {
            cookie = answer.cookie().get();
            return PullPage.more(contents.changes(), outcome.unfinished().withCursor(nextCursor()))
                    .withUnreadable(contents.unreadable());
        }
        if (outcome.sawNothing()) {
            answer.limit().ifPresent(limit -> {
                throw LdapErrors.limit(limit, size);
            });
            checkVisible(open, deadline);
        }
        Completeness completeness = outcome.completeness();
        log(request, answer, completeness);
        return PullPage.last(
                        contents.changes(), outcome.finished(source().clock().instant()), completeness)
                .withUnreadable(contents.unreadable());
    }

    private SearchSettings searched() {
        return source().settings().search();
    }

    /** The same for all pages, hence made once. */
    private Search search(DirectorySession open, Deadline deadline) {
        Search wanted = search;
        if (wanted == null) {
            FeedContext context =
                    FeedContext.of(open, source().settings(), outcome.idAttribute(), selection(), deadline);
            outcome.identifiedBy(source().settings()
                    .idAttribute()
                    .or(outcome::idAttribute)
                    .or(() -> context.server().kind().idAttribute()));
            outcome.feedStartsAt(FeedStart.of(
                    FeedChoice.of(context).feed(), context.scope(stream().entityType()), context));
            if (selection().hasMemberships()) {
                graph = Optional.of(new GroupGraphReader(context).read());
            }
            List<String> beside = new ArrayList<>(RecordVersion.ATTRIBUTES);
            outcome.idAttribute().map(List::of).orElse(IdAttribute.KNOWN).forEach(id -> beside.add(id.name()));
            wanted = new Search(
                    searched().baseDn(),
                    searched().filters().of(stream().entityType()),
                    selection().attributes(beside));
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
            String position = "page[" + nextPage() + "].entry[" + i + "]";
            reader.read(entries.get(i), id, position, ranges, graph, contents);
        }
        return contents;
    }

    private void checkPlausible(SearchPage answer, int size) {
        emptyPages = answer.entries().isEmpty() ? emptyPages + 1 : 0;
        if (answer.entries().size() > size || emptyPages > MAX_EMPTY_PAGES || nextPage() > MAX_PAGES) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "the directory does not keep to paged results: more entries than asked for, or pages without end");
        }
    }

    /** Some directories answer success and nothing to an account that may not look, and for a base that is not there. */
    private void checkVisible(DirectorySession open, Deadline deadline) {
        boolean visible = open.read(searched().baseDn(), List.of("objectClass"), deadline)
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
        source().logger()
                .log(
                        level,
                        () -> "full scan of " + stream().entityType() + ", " + nextPage() + " pages: " + completeness
                                + ", " + outcome + limit + "; correlation id "
                                + request.call().correlationId());
    }
}
