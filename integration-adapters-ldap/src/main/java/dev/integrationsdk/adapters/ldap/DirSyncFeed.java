package dev.integrationsdk.adapters.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import dev.integrationsdk.adapters.ldap.LdapErrors.Step;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Active Directory by the DirSync control. */
final class DirSyncFeed implements Feed {
    private static final int MAX_ROUNDS = 100_000;
    private static final int LONGEST_COOKIE = 6_000;
    private static final Filter NOTHING = Filter.createEqualityFilter("objectGUID", new byte[16]);
    private static final Filter EVERYTHING = Filter.createPresenceFilter("objectClass");
    /** Asked for beside the fields: the list is a filter too, and the name of an entry changes as {@code name}. */
    private static final Set<String> ALWAYS =
            Set.of("objectGUID", "objectClass", "isDeleted", "name", "parentGUID", "member", "primaryGroupID");

    private final FeedContext context;
    private final ActiveDirectoryTraits traits;
    /** The first answer counts: it may cost the server a look at everything. */
    private @Nullable String now;

    DirSyncFeed(FeedContext context) {
        this.context = context;
        this.traits = new ActiveDirectoryTraits(context);
    }

    @Override
    public FeedKind kind() {
        return FeedKind.DIRSYNC;
    }

    @Override
    public Optional<String> obstacle() {
        if (!context.server().offers(ActiveDirectoryDirSyncControl.DIRSYNC_OID)) {
            return Optional.of("the server does not offer the DirSync control");
        }
        if (!traits.isIdentified()) {
            return Optional.of("the account may not read the domain controller's invocationId");
        }
        if (context.id() != IdAttribute.OBJECT_GUID) {
            return Optional.of("records are not identified by objectGUID");
        }
        try {
            return now().orElse("").length() > LONGEST_COOKIE
                    ? Optional.of("the cookie of so many domain controllers is too long to be kept")
                    : traits.blindness();
        } catch (IntegrationException refused) {
            if (refused.code() != ErrorCode.PERMISSION_DENIED && refused.code() != ErrorCode.INVALID_CONFIGURATION) {
                throw refused;
            }
            return Optional.of("the account lacks the right \"Replicating Directory Changes\"");
        }
    }

    @Override
    public Optional<String> blindness() {
        return traits.blindness();
    }

    @Override
    public String identity() {
        return traits.identity();
    }

    /** By a search that finds nothing: the cookie is that of now all the same. */
    @Override
    public Optional<String> now() {
        String known = now;
        if (known == null) {
            known = read(NOTHING, null, entry -> {});
            now = known;
        }
        return Optional.of(known);
    }

    @Override
    public Changes since(String position) {
        Changes changes = new Changes(position);
        byte[] cookie = Base64.getDecoder().decode(position);
        changes.continueAt(read(EVERYTHING, new ASN1OctetString(cookie), entry -> {
            if ("TRUE".equalsIgnoreCase(entry.getAttributeValue("isDeleted"))) {
                ActiveDirectoryTraits.addTombstone(entry, context, changes);
            } else {
                context.idOf(entry).ifPresent(changes::touch);
            }
        }));
        return changes;
    }

    /** The answer may come in parts, each with a cookie; only the last one ends it. */
    private String read(Filter filter, @Nullable ASN1OctetString from, Consumer<SearchResultEntry> consumer) {
        @Nullable ASN1OctetString cookie = from;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            SearchResult answer = search(filter, cookie);
            answer.getSearchEntries().forEach(consumer);
            ActiveDirectoryDirSyncControl control = control(answer);
            cookie = control.getCookie();
            if (control.getFlags() == 0) {
                return Base64.getEncoder().encodeToString(cookie == null ? new byte[0] : cookie.getValue());
            }
        }
        throw new IntegrationException(ErrorCode.INVALID_PAYLOAD, "the directory's DirSync answer has no end");
    }

    private SearchResult search(Filter filter, @Nullable ASN1OctetString cookie) {
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(ALWAYS);
        wanted.addAll(context.fields());
        SearchRequest request = DirectorySession.request(
                context.namingContext(),
                SearchScope.SUB,
                filter,
                wanted.stream().toList());
        request.addControl(new ActiveDirectoryDirSyncControl(
                true, ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES, 1_000_000, cookie));
        try {
            return context.session().search(request, context.deadline());
        } catch (LDAPException refused) {
            if (cookie != null && isRefusedCookie(refused.getResultCode())) {
                throw new GapException("the domain controller does not take the cookie any more");
            }
            throw context.session().failure(refused, Step.SEARCH);
        }
    }

    private static boolean isRefusedCookie(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.OPERATIONS_ERROR_INT_VALUE,
                    ResultCode.PROTOCOL_ERROR_INT_VALUE,
                    ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE,
                    ResultCode.UNWILLING_TO_PERFORM_INT_VALUE -> true;
            default -> false;
        };
    }

    private static ActiveDirectoryDirSyncControl control(SearchResult answer) {
        try {
            ActiveDirectoryDirSyncControl control = ActiveDirectoryDirSyncControl.get(answer);
            if (control != null) {
                return control;
            }
        } catch (LDAPException unreadable) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "the directory's DirSync answer cannot be read", unreadable);
        }
        throw new IntegrationException(ErrorCode.INVALID_PAYLOAD, "the directory's DirSync answer has no cookie");
    }
}
