package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OpenLDAP by its own log of writes. A position is the time of one of its entries, which must still be there. */
final class AccessLogFeed implements Feed {
    static final String BASE = "cn=accesslog";
    private static final String EMPTY = "-";
    private static final Filter WRITES = Filter.createANDFilter(
            Filter.createEqualityFilter("objectClass", "auditWriteObject"),
            Filter.createEqualityFilter("reqResult", "0"));

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.000000Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final FeedContext context;

    AccessLogFeed(FeedContext context) {
        this.context = context;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.ACCESS_LOG;
    }

    @Override
    public Optional<String> obstacle() {
        if (context.id() != IdAttribute.ENTRY_UUID) {
            return Optional.of("records are not identified by entryUUID");
        }
        try {
            boolean visible = context.read(BASE, "objectClass")
                    .filter(log -> log.hasAttribute("objectClass"))
                    .isPresent();
            if (visible) {
                now();
                return Optional.empty();
            }
        } catch (IntegrationException refused) {
            if (refused.code() != ErrorCode.PERMISSION_DENIED && refused.code() != ErrorCode.INVALID_CONFIGURATION) {
                throw refused;
            }
        }
        return Optional.of("the account may not read cn=accesslog, or there is none (slapd: overlay accesslog)");
    }

    @Override
    public Optional<String> blindness() {
        return Optional.empty();
    }

    @Override
    public String identity() {
        return context.read(BASE, "entryUUID")
                .map(log -> String.valueOf(log.getAttributeValue("entryUUID")))
                .orElse("?");
    }

    @Override
    public Optional<String> now() {
        Instant here = context.deadline().clock().instant();
        for (Duration back : List.of(Duration.ofHours(1), Duration.ofDays(1))) {
            Filter recent = Filter.createGreaterOrEqualFilter("reqStart", FORM.format(here.minus(back)));
            String latest = latest(Filter.createANDFilter(WRITES, recent), EMPTY);
            if (!latest.equals(EMPTY)) {
                return Optional.of(latest);
            }
        }
        return Optional.of(latest(WRITES, EMPTY));
    }

    @Override
    public Changes since(String position) {
        Changes changes = new Changes(position);
        if (!position.equals(EMPTY) && !isKept(position)) {
            throw new GapException("cn=accesslog has forgotten what was read last (slapd: logpurge)");
        }
        Filter later = position.equals(EMPTY)
                ? WRITES
                : Filter.createANDFilter(WRITES, Filter.createGreaterOrEqualFilter("reqStart", position));
        List<String> wanted = List.of("reqStart", "reqType", "reqEntryUUID", "reqOld");
        context.each(BASE, later, wanted, entry -> {
            if (!position.equals(entry.getAttributeValue("reqStart"))) {
                add(entry, changes);
            }
        });
        return changes;
    }

    private void add(Entry entry, Changes changes) {
        @Nullable String start = entry.getAttributeValue("reqStart");
        if (start != null && (changes.next().equals(EMPTY) || start.compareTo(changes.next()) > 0)) {
            changes.continueAt(start);
        }
        @Nullable String uuid = entry.getAttributeValue("reqEntryUUID");
        boolean deleted = "delete".equals(entry.getAttributeValue("reqType"));
        if (uuid == null) {
            if (deleted) {
                changes.addNameless();
            }
            return;
        }
        ExternalId id = ExternalId.of(uuid.toLowerCase(Locale.ROOT));
        if (!deleted) {
            changes.touch(id);
        } else if (wasPerson(entry)) {
            changes.deletePerson(id);
        } else {
            changes.delete(id);
        }
    }

    private static boolean wasPerson(Entry entry) {
        String @Nullable [] old = entry.getAttributeValues("reqOld");
        return old != null
                && Arrays.stream(old)
                        .map(line -> line.toLowerCase(Locale.ROOT))
                        .anyMatch(line ->
                                line.equals("objectclass: inetorgperson") || line.equals("objectclass: person"));
    }

    private boolean isKept(String position) {
        return !latest(Filter.createEqualityFilter("reqStart", position), EMPTY).equals(EMPTY);
    }

    private String latest(Filter filter, String none) {
        String[] latest = {none};
        context.each(BASE, filter, List.of("reqStart"), entry -> {
            @Nullable String start = entry.getAttributeValue("reqStart");
            if (start != null && (latest[0].equals(none) || start.compareTo(latest[0]) > 0)) {
                latest[0] = start;
            }
        });
        return latest[0];
    }
}
