package dev.integrationsdk.adapters.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.adapters.ldap.DirectorySession.Search;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What feeds and the scans of changes work with: one session, one server, one call. Confined to that call.
 *
 * @param fields whose changes matter, beside names and memberships
 */
record FeedContext(
        DirectorySession session,
        ServerDescription server,
        LdapSettings settings,
        IdAttribute id,
        Set<String> fields,
        Deadline deadline) {
    private static final int SCOPE_LENGTH = 8;

    static FeedContext of(
            DirectorySession session,
            LdapSettings settings,
            Optional<IdAttribute> known,
            FieldSelection selection,
            Deadline deadline) {
        ServerDescription server = ServerDescription.read(session, settings, deadline);
        IdAttribute id = settings.idAttribute()
                .or(() -> known)
                .or(() -> server.kind().idAttribute())
                .orElseGet(() -> ofBase(session, settings, deadline));
        return new FeedContext(session, server, settings, id, Set.copyOf(selection.attributes(List.of())), deadline);
    }

    private static IdAttribute ofBase(DirectorySession session, LdapSettings settings, Deadline deadline) {
        List<String> names = IdAttribute.KNOWN.stream().map(IdAttribute::name).toList();
        return session.read(settings.search().baseDn(), names, deadline)
                .flatMap(base -> IdAttribute.carriedBy(List.of(base)))
                .orElse(IdAttribute.ENTRY_UUID);
    }

    /** @throws IntegrationException PERMISSION_DENIED: an answer without entries would prove nothing */
    void requireVisibleBase() {
        if (read(settings.search().baseDn(), "objectClass")
                .filter(base -> base.hasAttribute("objectClass"))
                .isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.PERMISSION_DENIED,
                    "base-dn is not visible: it is not there, or the account may not read it");
        }
    }

    /** Equal for the same entries below the same base. */
    String scope(EntityType type) {
        String text = AttributeValues.normalized(settings.search().baseDn())
                + settings.search().filters().of(type).toNormalizedString()
                + id;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, SCOPE_LENGTH);
    }

    /** The root of the tree that base-dn is in: what has left base-dn may be somewhere else in it. */
    String namingContext() {
        String base = settings.search().baseDn();
        String best = base;
        int shortest = Integer.MAX_VALUE;
        for (String context : contexts()) {
            if (context.length() < shortest && isBelow(base, context)) {
                best = context;
                shortest = context.length();
            }
        }
        return best;
    }

    private List<String> contexts() {
        String @Nullable [] contexts = server.rootDse().getAttributeValues("namingContexts");
        return contexts == null ? List.of() : List.of(contexts);
    }

    /** Whether an entry is another one or lies below it. */
    static boolean isBelow(String dn, String ancestor) {
        try {
            return new DN(dn).isDescendantOf(new DN(ancestor), true);
        } catch (LDAPException noName) {
            return false;
        }
    }

    Optional<SearchResultEntry> read(String dn, String... attributes) {
        return session.read(dn, List.of(attributes), deadline);
    }

    /** Every entry of a paged search; an end that a limit makes is an error. */
    void each(
            String base,
            Filter filter,
            List<String> attributes,
            Consumer<SearchResultEntry> consumer,
            Control... controls) {
        int size = settings.search().pageSize();
        Search search = new Search(base, filter, attributes, List.of(controls));
        @Nullable ASN1OctetString cookie = null;
        do {
            SearchPage page = session.page(search, size, cookie, deadline);
            page.limit().ifPresent(limit -> {
                throw LdapErrors.limit(limit, size);
            });
            page.entries().forEach(consumer);
            cookie = page.cookie().orElse(null);
        } while (cookie != null);
    }

    /** Entries by their ids. */
    Filter named(List<ExternalId> ids) {
        return Filter.createORFilter(ids.stream()
                .map(one -> Filter.createEqualityFilter(id.name(), id.encode(one)))
                .toList());
    }

    Optional<ExternalId> idOf(Entry entry) {
        return id.read(entry);
    }
}
