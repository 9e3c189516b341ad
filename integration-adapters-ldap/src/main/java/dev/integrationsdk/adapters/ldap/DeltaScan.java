package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.adapters.ldap.LdapSettings.SearchSettings;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since a position. A feed only names entries; what they are now is read from themselves, by their ids, so
 * that an entry which was renamed or moved meanwhile is found all the same, and a page of a feed never stands for a record.
 * Where the feed has a gap, every entry is named. Confined as {@link PagedScan} says.
 */
final class DeltaScan extends PagedScan {
    private static final Filter CONTAINERS = Filter.createORFilter(List.of(
            Filter.createEqualityFilter("objectClass", "organizationalUnit"),
            Filter.createEqualityFilter("objectClass", "organization"),
            Filter.createEqualityFilter("objectClass", "container"),
            Filter.createEqualityFilter("objectClass", "domain")));

    private final Watermark before;
    private final EntryReader reader;
    private final Deque<ExternalId> queue = new ArrayDeque<>();
    private final Set<ExternalId> deleted = new HashSet<>();

    private @Nullable FeedContext first;
    private @Nullable Watermark after;
    private Optional<GroupGraph> graph = Optional.empty();
    private String story = "";
    private boolean complete;
    private long vanished;

    DeltaScan(Source source, PullRequest request) {
        super(source, request);
        this.before = Watermark.of(request.from());
        this.reader = new EntryReader(selection(), source.clock());
    }

    @Override
    PullPage read(PullRequest request, Deadline deadline) {
        DirectorySession session = session(deadline);
        FeedContext context = first == null ? begin(session, deadline) : at(first, deadline);
        int size = Math.min(Math.min(EntriesById.MOST_AT_ONCE, searched().pageSize()), request.maxRecords());
        List<ExternalId> ids = new ArrayList<>();
        while (ids.size() < size && !queue.isEmpty()) {
            ids.add(queue.remove());
        }
        PageContents contents = ids.isEmpty() ? new PageContents() : contents(ids, context);
        if (!queue.isEmpty()) {
            return PullPage.more(contents.changes(), before.checkpoint().withCursor(nextCursor()))
                    .withUnreadable(contents.unreadable());
        }
        Completeness completeness = complete && vanished == 0 ? Completeness.COMPLETE : Completeness.PARTIAL;
        source().logger()
                .log(
                        System.Logger.Level.DEBUG,
                        () -> "changes of " + stream().entityType() + ": " + story + ", " + completeness
                                + "; correlation id " + request.call().correlationId());
        Watermark next = after == null ? before : after;
        return PullPage.last(contents.changes(), next.checkpoint(), completeness)
                .withUnreadable(contents.unreadable());
    }

    private SearchSettings searched() {
        return source().settings().search();
    }

    private static FeedContext at(FeedContext context, Deadline deadline) {
        return new FeedContext(
                context.session(), context.server(), context.settings(), context.id(), context.fields(), deadline);
    }

    /** Asks the feed, and decides what is to be read. */
    private FeedContext begin(DirectorySession session, Deadline deadline) {
        FeedContext context = FeedContext.of(session, source().settings(), before.idAttribute(), selection(), deadline);
        context.requireVisibleBase();
        FeedChoice choice = FeedChoice.of(context);
        String scope = context.scope(stream().entityType());
        Optional<Changes> changes = changes(choice.feed(), scope);
        if (changes.isPresent()) {
            take(changes.get(), choice.feed(), scope, context);
        } else {
            readEverything(choice.feed(), scope, context);
        }
        if (selection().hasMemberships() && !queue.isEmpty()) {
            graph = Optional.of(new GroupGraphReader(context).read());
        }
        first = context;
        return context;
    }

    private Optional<Changes> changes(Feed feed, String scope) {
        Optional<FeedPosition> position = before.feed();
        if (position.isEmpty() || !position.get().isOf(feed, scope)) {
            story = position.isEmpty() ? "no position yet" : "the position is of another server, feed or scope";
            return Optional.empty();
        }
        try {
            return Optional.of(feed.since(position.get().mark()));
        } catch (Feed.GapException gap) {
            story = String.valueOf(gap.getMessage());
            return Optional.empty();
        }
    }

    private void take(Changes changes, Feed feed, String scope, FeedContext context) {
        Optional<String> blindness = feed.blindness();
        story = feed.kind().setting() + " named " + changes.touched().size() + " entries and "
                + changes.deleted().size() + " deletions"
                + blindness.map(why -> "; " + why).orElse("");
        Set<ExternalId> ids = new LinkedHashSet<>(changes.touched());
        ids.addAll(belowContainers(changes.touched(), context));
        if (touchesMemberships(changes, context)) {
            eachOfType(context, entry -> context.idOf(entry).ifPresent(ids::add));
        }
        ids.addAll(changes.deleted());
        deleted.addAll(changes.deleted());
        queue.addAll(ids);
        complete = blindness.isEmpty() && changes.nameless() == 0;
        FeedPosition next = new FeedPosition(feed.kind(), feed.identity(), scope, changes.next());
        after = new Watermark(before.completeSince(), Optional.of(context.id()), Optional.of(next));
    }

    /** The position is taken first, so that what changes meanwhile is named next time. */
    private void readEverything(Feed feed, String scope, FeedContext context) {
        FeedStart start = FeedStart.of(feed, scope, context);
        eachOfType(context, entry -> {
            start.see(entry);
            context.idOf(entry).ifPresent(queue::add);
        });
        story += ": everything is read again, " + queue.size() + " entries";
        after = new Watermark(
                before.completeSince(),
                Optional.of(context.id()),
                start.position(source().clock().instant()));
    }

    private void eachOfType(FeedContext context, Consumer<SearchResultEntry> consumer) {
        context.each(
                searched().baseDn(),
                searched().filters().of(stream().entityType()),
                List.of(
                        context.id().name(),
                        ModifyTimestampFeed.stamp(context.server().kind())),
                consumer);
    }

    /** No server reports what lies below a container that was renamed or moved. */
    private Set<ExternalId> belowContainers(Set<ExternalId> touched, FeedContext context) {
        Set<ExternalId> below = new LinkedHashSet<>();
        for (List<ExternalId> ids : parts(touched)) {
            List<String> containers = new ArrayList<>();
            context.each(
                    context.namingContext(),
                    Filter.createANDFilter(CONTAINERS, context.named(ids)),
                    List.of("1.1"),
                    entry -> containers.add(entry.getDN()));
            for (String container : containers) {
                if (!FeedContext.isBelow(searched().baseDn(), container)) {
                    context.each(
                            container,
                            searched().filters().of(stream().entityType()),
                            List.of(context.id().name()),
                            entry -> context.idOf(entry).ifPresent(below::add));
                }
            }
        }
        return below;
    }

    /** A member that was added or taken away is written in the group alone, and those below and above it change as well. */
    private boolean touchesMemberships(Changes changes, FeedContext context) {
        if (!selection().hasMemberships() || changes.isEmpty()) {
            return false;
        }
        if (stream().entityType().equals(LdapConnectorProvider.MEMBERSHIP) || changes.mayHaveLostGroups()) {
            return true;
        }
        boolean[] found = {false};
        for (List<ExternalId> ids : parts(changes.touched())) {
            Filter groups = searched().filters().of(LdapConnectorProvider.GROUP);
            context.each(
                    context.namingContext(),
                    Filter.createANDFilter(groups, context.named(ids)),
                    List.of("1.1"),
                    entry -> found[0] = true);
        }
        return found[0];
    }

    private PageContents contents(List<ExternalId> ids, FeedContext context) {
        EntriesById entries = new EntriesById(context, stream().entityType(), selection(), reader, graph);
        PageContents contents = new PageContents();
        Set<ExternalId> missing = entries.read(ids, "changes[" + nextPage() + "]", contents);
        if (!missing.isEmpty()) {
            vanished += entries.addGone(missing, deleted, contents);
        }
        return contents;
    }

    private static List<List<ExternalId>> parts(Set<ExternalId> ids) {
        List<ExternalId> all = List.copyOf(ids);
        List<List<ExternalId>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += EntriesById.MOST_AT_ONCE) {
            parts.add(all.subList(i, Math.min(all.size(), i + EntriesById.MOST_AT_ONCE)));
        }
        return parts;
    }
}
