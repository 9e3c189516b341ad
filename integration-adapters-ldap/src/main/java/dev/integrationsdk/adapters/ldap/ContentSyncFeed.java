package dev.integrationsdk.adapters.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.IntermediateResponseListener;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoType;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import dev.integrationsdk.adapters.ldap.LdapErrors.Step;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenLDAP by RFC 4533. Only what a message names as deleted is deleted: an answer that lists what is still there, as the
 * server gives it when it has forgotten the deletions, is a gap.
 */
final class ContentSyncFeed implements Feed {
    private static final Pattern CSN_OF_COOKIE = Pattern.compile("(?:^|,)csn=([^,]+)");

    private final FeedContext context;

    ContentSyncFeed(FeedContext context) {
        this.context = context;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.CONTENT_SYNC;
    }

    @Override
    public Optional<String> obstacle() {
        if (!context.server().offers(ContentSyncRequestControl.SYNC_REQUEST_OID)) {
            return Optional.of("the server does not offer RFC 4533 (slapd: overlay syncprov)");
        }
        if (context.id() != IdAttribute.ENTRY_UUID) {
            return Optional.of("records are not identified by entryUUID");
        }
        Optional<String> now = now();
        if (now.isEmpty()) {
            return Optional.of("the account may not read contextCSN, or no overlay syncprov writes it");
        }
        try {
            since(now.get());
            return Optional.empty();
        } catch (GapException unable) {
            return Optional.of(String.valueOf(unable.getMessage()));
        }
    }

    @Override
    public Optional<String> blindness() {
        return Optional.empty();
    }

    @Override
    public String identity() {
        return context.read(context.namingContext(), "entryUUID")
                .map(root -> String.valueOf(root.getAttributeValue("entryUUID")))
                .orElse("?");
    }

    @Override
    public Optional<String> now() {
        return context.read(context.namingContext(), "contextCSN")
                .map(root -> root.getAttributeValues("contextCSN"))
                .map(values -> ChangeNumbers.of(List.of(values)).toString());
    }

    @Override
    public Changes since(String position) {
        if (ChangeNumbers.parse(position).areAheadOf(ChangeNumbers.parse(now().orElse("")))) {
            throw new GapException(
                    "the server is behind what was read already: a replica that lags, or a restored one");
        }
        Answer answer = new Answer(new Changes(position));
        try {
            SearchResult done = context.session().search(request(position, answer), context.deadline());
            for (SearchResultEntry entry : done.getSearchEntries()) {
                answer.add(entry);
            }
            answer.finish(ContentSyncDoneControl.get(done));
        } catch (LDAPException refused) {
            if (isGap(refused.getResultCode())) {
                throw new GapException(
                        "the server does not tell what changed: " + LdapErrors.shown(refused.getResultCode()));
            }
            throw context.session().failure(refused, Step.SEARCH);
        }
        return answer.changes;
    }

    private SearchRequest request(String position, Answer answer) {
        SearchRequest request = DirectorySession.request(
                context.settings().search().baseDn(),
                SearchScope.SUB,
                Filter.createPresenceFilter("objectClass"),
                List.of("entryUUID"));
        request.setIntermediateResponseListener(answer);
        ASN1OctetString cookie = new ASN1OctetString("rid=000,csn=" + position);
        request.addControl(new ContentSyncRequestControl(true, ContentSyncRequestMode.REFRESH_ONLY, cookie, false));
        return request;
    }

    private static boolean isGap(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
                    ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE,
                    ResultCode.PROTOCOL_ERROR_INT_VALUE,
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
                    ResultCode.E_SYNC_REFRESH_REQUIRED_INT_VALUE -> true;
            default -> false;
        };
    }

    /** Collects the messages of one refresh. */
    private static final class Answer implements IntermediateResponseListener {
        private static final long serialVersionUID = 1;

        private final transient Changes changes;
        private final transient List<ExternalId> deleted = new ArrayList<>();
        private transient boolean unclear;

        Answer(Changes changes) {
            this.changes = changes;
        }

        @Override
        public void intermediateResponseReturned(IntermediateResponse response) {
            try {
                ContentSyncInfoIntermediateResponse message = ContentSyncInfoIntermediateResponse.decode(response);
                if (message.getType() == ContentSyncInfoType.SYNC_ID_SET) {
                    unclear |= !message.refreshDeletes();
                    message.getEntryUUIDs().forEach(uuid -> deleted.add(id(uuid)));
                } else if (message.getType() == ContentSyncInfoType.REFRESH_PRESENT) {
                    unclear = true;
                }
            } catch (LDAPException unreadable) {
                unclear = true;
            }
        }

        void add(SearchResultEntry entry) throws LDAPException {
            ContentSyncStateControl state = ContentSyncStateControl.get(entry);
            if (state == null) {
                unclear = true;
            } else if (state.getState() == ContentSyncState.DELETE) {
                deleted.add(id(state.getEntryUUID()));
            } else {
                changes.touch(id(state.getEntryUUID()));
            }
        }

        /** Without a cookie nothing has changed, and the old position holds. */
        void finish(@Nullable ContentSyncDoneControl done) {
            if (unclear) {
                throw new GapException("the server has forgotten deletions (slapd: syncprov-sessionlog)");
            }
            deleted.forEach(changes::delete);
            ASN1OctetString cookie = done == null ? null : done.getCookie();
            Matcher csn = CSN_OF_COOKIE.matcher(cookie == null ? "" : cookie.stringValue());
            if (csn.find()) {
                changes.continueAt(csn.group(1));
            }
        }

        private static ExternalId id(UUID uuid) {
            return ExternalId.of(uuid.toString());
        }
    }
}
