package dev.integrationsdk.adapters.ldap;

import java.util.Optional;

/**
 * A position in a feed, bound to the server that gave it. Immutable.
 *
 * @param identity as {@link Feed#identity()}
 * @param scope as {@link FeedContext#scope}: what is read, for what left another scope was not deleted
 * @param mark as {@link Feed#now()}
 */
record FeedPosition(FeedKind feed, String identity, String scope, String mark) {
    private static final int PARTS = 4;

    /** Empty for a text of another form. */
    static Optional<FeedPosition> parse(String text) {
        String[] parts = text.split(" ", PARTS);
        return parts.length < PARTS
                ? Optional.empty()
                : FeedKind.named(parts[0]).map(kind -> new FeedPosition(kind, parts[1], parts[2], parts[3]));
    }

    boolean isOf(Feed other, String otherScope) {
        return feed == other.kind() && scope.equals(otherScope) && identity.equals(other.identity());
    }

    @Override
    public String toString() {
        return feed.setting() + " " + identity + " " + scope + " " + mark;
    }
}
