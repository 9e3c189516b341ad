package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Any directory by the time at which entries were last written, which is the directory's clock and never ours. What is
 * deleted or leaves the tree does not show. Each reading reaches back, since times are coarse and replicas bring old ones
 * late.
 */
final class ModifyTimestampFeed implements Feed {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final FeedContext context;
    private final String stamp;

    ModifyTimestampFeed(FeedContext context) {
        this.context = context;
        this.stamp = stamp(context.server().kind());
    }

    /** The attribute that can be searched for. */
    static String stamp(ServerKind kind) {
        return kind == ServerKind.ACTIVE_DIRECTORY ? "whenChanged" : "modifyTimestamp";
    }

    @Override
    public FeedKind kind() {
        return FeedKind.MODIFY_TIMESTAMP;
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public Optional<String> blindness() {
        return Optional.of("times of change do not show what was deleted");
    }

    @Override
    public String identity() {
        return context.read(context.settings().search().baseDn(), context.id().name())
                .flatMap(context::idOf)
                .map(ExternalId::value)
                .orElse("?");
    }

    @Override
    public Optional<String> now() {
        return Optional.empty();
    }

    @Override
    public Changes since(String position) {
        Instant begun = context.deadline().clock().instant();
        Changes changes = new Changes(position);
        Instant[] latest = {Instant.MIN};
        Filter later = Filter.createGreaterOrEqualFilter(stamp, position);
        List<String> wanted = List.of(context.id().name(), stamp);
        context.each(context.settings().search().baseDn(), later, wanted, entry -> {
            context.idOf(entry).ifPresent(changes::touch);
            time(entry, stamp).filter(time -> time.isAfter(latest[0])).ifPresent(time -> latest[0] = time);
        });
        Duration took = Duration.between(begun, context.deadline().clock().instant());
        if (latest[0].isAfter(Instant.MIN)) {
            String next = position(latest[0], took, context.settings().overlap());
            changes.continueAt(next.compareTo(position) > 0 ? next : position);
        }
        return changes;
    }

    /**
     * Where to read on after a reading.
     *
     * @param latest the latest time that was seen
     * @param took for how long was read: what changed meanwhile may have been passed already
     */
    static String position(Instant latest, Duration took, Duration overlap) {
        return FORM.format(latest.minus(took).minus(overlap)) + ".0Z";
    }

    static Optional<Instant> time(Entry entry, String stamp) {
        return Optional.ofNullable(entry.getAttributeValue(stamp)).flatMap(GeneralizedTime::parse);
    }
}
