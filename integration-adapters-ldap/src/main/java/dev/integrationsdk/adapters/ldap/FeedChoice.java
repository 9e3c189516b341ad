package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best feed that a server offers to this account, and why none of the better ones. Confined to one call.
 *
 * @param rejected in the order in which they were tried
 */
record FeedChoice(Feed feed, Map<FeedKind, String> rejected) {
    static FeedChoice of(FeedContext context) {
        Optional<FeedKind> wanted = context.settings().feed();
        List<FeedKind> order = wanted.map(List::of).orElseGet(() -> order(context.server()));
        Map<FeedKind, String> rejected = new EnumMap<>(FeedKind.class);
        for (FeedKind kind : order) {
            Feed feed = feed(kind, context);
            Optional<String> obstacle = obstacle(feed);
            if (obstacle.isEmpty()) {
                return new FeedChoice(feed, rejected);
            }
            rejected.put(kind, obstacle.get());
        }
        throw new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                "the feed " + order.get(0).setting() + " of setting feed cannot be used: "
                        + rejected.get(order.get(0)));
    }

    /** What a server answers against its own description rules a feed out, and must not keep the scans from running. */
    private static Optional<String> obstacle(Feed feed) {
        try {
            return feed.obstacle();
        } catch (IntegrationException failure) {
            return switch (failure.code()) {
                case PERMISSION_DENIED,
                        INVALID_CONFIGURATION,
                        INVALID_PAYLOAD,
                        NOT_FOUND,
                        UNSUPPORTED,
                        CURSOR_EXPIRED -> Optional.of(String.valueOf(failure.getMessage()));
                default -> throw failure;
            };
        }
    }

    private static List<FeedKind> order(ServerDescription server) {
        return switch (server.kind()) {
            case ACTIVE_DIRECTORY -> List.of(FeedKind.DIRSYNC, FeedKind.USN, FeedKind.MODIFY_TIMESTAMP);
            case OPENLDAP -> List.of(FeedKind.CONTENT_SYNC, FeedKind.ACCESS_LOG, FeedKind.MODIFY_TIMESTAMP);
            case DS_389 -> List.of(FeedKind.CHANGELOG, FeedKind.MODIFY_TIMESTAMP);
            case EDIRECTORY, GENERIC ->
                server.rootDse().hasAttribute("changelog")
                        ? List.of(FeedKind.CHANGELOG, FeedKind.MODIFY_TIMESTAMP)
                        : List.of(FeedKind.MODIFY_TIMESTAMP);
        };
    }

    private static Feed feed(FeedKind kind, FeedContext context) {
        return switch (kind) {
            case DIRSYNC -> new DirSyncFeed(context);
            case USN -> new UsnFeed(context);
            case CONTENT_SYNC -> new ContentSyncFeed(context);
            case ACCESS_LOG -> new AccessLogFeed(context);
            case CHANGELOG -> new ChangelogFeed(context);
            case MODIFY_TIMESTAMP -> new ModifyTimestampFeed(context);
        };
    }
}
