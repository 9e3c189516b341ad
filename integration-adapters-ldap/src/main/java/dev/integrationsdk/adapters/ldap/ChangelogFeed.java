package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 389 and others by their log of writes. A position is the number of one of its entries and the time that stands in it, so
 * that a log which was begun anew is noticed.
 */
final class ChangelogFeed implements Feed {
    static final String ID = "targetUniqueId";
    private static final String NUMBER = "changeNumber";
    private static final String NONE = "0@-";

    private final FeedContext context;
    private final String base;
    private @Nullable Boolean nameless;

    ChangelogFeed(FeedContext context) {
        this.context = context;
        @Nullable String named = context.server().rootDse().getAttributeValue("changelog");
        this.base = named == null ? "cn=changelog" : named;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.CHANGELOG;
    }

    @Override
    public Optional<String> obstacle() {
        long last = last();
        if (last < 0) {
            return Optional.of("the server has no change log that this account sees (389: Retro Changelog Plugin)");
        }
        boolean visible = last == 0 || read(last).isPresent();
        return visible
                ? Optional.empty()
                : Optional.of("the account may not read " + base + " (389: an aci with read and search)");
    }

    @Override
    public Optional<String> blindness() {
        return isNameless()
                ? Optional.of("the change log does not keep whose deletion it was (389: nsslapd-attribute:"
                        + " nsuniqueid:targetUniqueId)")
                : Optional.empty();
    }

    @Override
    public String identity() {
        String root = context.read(context.namingContext(), context.id().name())
                .flatMap(context::idOf)
                .map(ExternalId::value)
                .orElse("?");
        String server = String.valueOf(context.server().rootDse().getAttributeValue("netscapemdsuffix"));
        return root + "/" + server.replace(' ', '_');
    }

    @Override
    public Optional<String> now() {
        long last = context.read("", "lastchangenumber")
                .map(rootDse -> number(rootDse, "lastchangenumber"))
                .orElse(0L);
        return Optional.of(last <= 0 ? NONE : position(last, read(last)));
    }

    @Override
    public Changes since(String position) {
        long from = Long.parseLong(position.substring(0, position.indexOf('@')));
        if (from > 0 && !position(from, read(from)).equals(position)) {
            throw new GapException("the change log has been trimmed or begun anew");
        }
        Changes changes = new Changes(position);
        Filter later = Filter.createGreaterOrEqualFilter(NUMBER, "" + (from + 1));
        List<String> wanted = List.of(NUMBER, "changeType", "changeTime", "targetDn", ID);
        long[] latest = {from};
        context.each(base, later, wanted, entry -> {
            long number = number(entry, NUMBER);
            if (number > latest[0]) {
                latest[0] = number;
                changes.continueAt(position(number, Optional.of(entry)));
            }
            if (number > from) {
                add(entry, changes);
            }
        });
        return changes;
    }

    private void add(Entry entry, Changes changes) {
        boolean deleted = "delete".equalsIgnoreCase(entry.getAttributeValue("changeType"));
        Optional<ExternalId> id = target(entry, context);
        if (id.isPresent() && deleted) {
            changes.delete(id.get());
        } else if (id.isPresent()) {
            changes.touch(id.get());
        } else if (deleted) {
            changes.addNameless();
        } else {
            touchByName(entry, changes);
        }
    }

    /** By what the entry of that name is now; if there is none, a later change says what became of it. */
    private void touchByName(Entry entry, Changes changes) {
        @Nullable String dn = entry.getAttributeValue("targetDn");
        if (dn != null) {
            context.read(dn, context.id().name()).flatMap(context::idOf).ifPresent(changes::touch);
        }
    }

    static Optional<ExternalId> target(Entry entry, FeedContext context) {
        byte @Nullable [] id = entry.getAttributeValueBytes(ID);
        if (id == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(context.id().decode(id));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    private boolean isNameless() {
        @Nullable Boolean known = nameless;
        if (known == null) {
            long last = last();
            known = last > 0
                    && read(last).filter(entry -> entry.hasAttribute(ID)).isEmpty();
            nameless = known;
        }
        return known;
    }

    private long last() {
        return number(context.server().rootDse(), "lastchangenumber");
    }

    private Optional<Entry> read(long number) {
        try {
            return context.read(NUMBER + "=" + number + "," + base, NUMBER, "changeTime", ID)
                    .filter(entry -> entry.hasAttribute(NUMBER))
                    .map(Entry.class::cast);
        } catch (IntegrationException refused) {
            if (refused.code() != ErrorCode.PERMISSION_DENIED) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private static String position(long number, Optional<Entry> entry) {
        String time =
                entry.map(logged -> logged.getAttributeValue("changeTime")).orElse("-");
        return number + "@" + time;
    }

    private static long number(Entry entry, String name) {
        @Nullable Long number = entry.getAttributeValueAsLong(name);
        return number == null ? -1 : number;
    }
}
