package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a feed stood before everything was read: there the scans of changes begin. Of a feed that cannot say where it stands,
 * the entries that are read tell. Not thread-safe.
 */
final class FeedStart {
    private final FeedKind feed;
    private final String identity;
    private final String scope;
    private final Optional<String> mark;
    private final String stamp;
    private final Instant startedAt;
    private final Duration overlap;
    private Optional<Instant> latest = Optional.empty();

    private FeedStart(Feed feed, String scope, FeedContext context) {
        this.feed = feed.kind();
        this.identity = feed.identity();
        this.scope = scope;
        this.stamp = ModifyTimestampFeed.stamp(context.server().kind());
        this.startedAt = context.deadline().clock().instant();
        this.overlap = context.settings().overlap();
        this.mark = feed.now();
    }

    /** Before the first entry is read. */
    static FeedStart of(Feed feed, String scope, FeedContext context) {
        return new FeedStart(feed, scope, context);
    }

    void see(Entry entry) {
        Optional<Instant> time = ModifyTimestampFeed.time(entry, stamp);
        if (time.isPresent()
                && latest.filter(known -> !known.isBefore(time.get())).isEmpty()) {
            latest = time;
        }
    }

    /** Empty if nothing says when anything changed. */
    Optional<FeedPosition> position(Instant now) {
        Duration took = Duration.between(startedAt, now);
        return mark.or(() -> latest.map(time -> ModifyTimestampFeed.position(time, took, overlap)))
                .map(text -> new FeedPosition(feed, identity, scope, text));
    }
}
