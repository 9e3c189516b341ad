package dev.integrationsdk.adapters.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.schema.Schema;
import dev.integrationsdk.adapters.ldap.LdapErrors.Step;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A signed-in connection. Confined to one call at a time; {@link #close()} is safe from any thread. */
final class DirectorySession implements AutoCloseable {
    /** The same for every page of a search: a cookie is valid for these only. */
    record Search(String baseDn, Filter filter, List<String> attributes, List<Control> controls) {
        Search(String baseDn, Filter filter, List<String> attributes) {
            this(baseDn, filter, attributes, List.of());
        }
    }

    private static final Filter ANY = Filter.createPresenceFilter("objectClass");

    private final LDAPConnection connection;
    private final BoundedSocket socket;

    DirectorySession(LDAPConnection connection, BoundedSocket socket) {
        this.connection = connection;
        this.socket = socket;
    }

    /** Sets the bounds of the calls that follow. */
    void allow(Deadline deadline) {
        deadline.check();
        socket.allow(deadline, DirectoryDialer.MAX_BYTES_PER_CALL);
    }

    SearchPage page(Search search, int size, @Nullable ASN1OctetString cookie, Deadline deadline) {
        deadline.request("SEARCH", "{base-dn}");
        SearchRequest request = request(search.baseDn(), SearchScope.SUB, search.filter(), search.attributes());
        search.controls().forEach(request::addControl);
        request.addControl(new SimplePagedResultsControl(size, cookie, true));
        request.setResponseTimeoutMillis(deadline.waitMillis());
        try {
            return answered(connection.search(request));
        } catch (LDAPSearchException ended) {
            if (isLimit(ended.getResultCode())) {
                return limited(ended);
            }
            throw failure(ended, cookie == null ? Step.SEARCH : Step.NEXT_PAGE, socket);
        } catch (LDAPException unreadable) {
            throw failure(unreadable, Step.SEARCH, socket);
        }
    }

    /** One entry; empty if it is not there or not visible. The empty name reads the directory's own description. */
    Optional<SearchResultEntry> read(String dn, List<String> attributes, Deadline deadline, Control... controls) {
        deadline.request("SEARCH", "{dn}");
        SearchRequest request = request(dn, SearchScope.BASE, ANY, attributes);
        request.addControls(controls);
        request.setResponseTimeoutMillis(deadline.waitMillis());
        try {
            List<SearchResultEntry> entries = connection.search(request).getSearchEntries();
            return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(0));
        } catch (LDAPException refused) {
            if (refused.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return Optional.empty();
            }
            throw failure(refused, Step.READ, socket);
        }
    }

    /** A search that is not paged, with controls of its own. */
    SearchResult search(SearchRequest request, Deadline deadline) throws LDAPException {
        deadline.request("SEARCH", "{base-dn}");
        request.setResponseTimeoutMillis(deadline.waitMillis());
        return connection.search(request);
    }

    void modify(ModifyRequest request, Deadline deadline) throws LDAPException {
        deadline.request("MODIFY", "{dn}");
        request.setResponseTimeoutMillis(deadline.waitMillis());
        request.setFollowReferrals(false);
        connection.modify(request);
    }

    /** Null where the directory does not show it. */
    @Nullable
    Schema schema(Deadline deadline) {
        deadline.request("SEARCH", "{schema}");
        try {
            return connection.getSchema();
        } catch (LDAPException refused) {
            throw failure(refused, Step.READ);
        }
    }

    /** What the failure of one of its operations means. */
    IntegrationException failure(LDAPException failed, Step step) {
        return failure(failed, step, socket);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Our own bounds come first: the SDK reports them as anything from a timeout to a decoding error. */
    static IntegrationException failure(LDAPException failure, Step step, BoundedSocket socket) {
        BoundedSocket.Stop stop = socket.stop();
        if (stop == BoundedSocket.Stop.DEADLINE) {
            return new IntegrationException(
                    ErrorCode.TIMED_OUT, "the directory did not answer before the call's deadline", failure);
        }
        if (stop == BoundedSocket.Stop.BYTES) {
            return new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "the directory's answer is longer than " + DirectoryDialer.MAX_BYTES_PER_CALL
                            + " bytes: lower page-size or ask for fewer attributes",
                    failure);
        }
        return LdapErrors.of(failure, step);
    }

    static SearchRequest request(String dn, SearchScope scope, Filter filter, List<String> attributes) {
        String[] names = attributes.toArray(new String[0]);
        SearchRequest request = new SearchRequest(dn, scope, DereferencePolicy.NEVER, 0, 0, false, filter, names);
        request.setFollowReferrals(false);
        return request;
    }

    private static SearchPage answered(SearchResult result) throws LDAPException {
        SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
        boolean more = control != null && control.moreResultsToReturn();
        return new SearchPage(
                result.getSearchEntries(),
                result.getSearchReferences(),
                more ? Optional.of(control.getCookie()) : Optional.empty(),
                Optional.empty(),
                control != null);
    }

    private static SearchPage limited(LDAPSearchException ended) {
        return new SearchPage(
                ended.getSearchEntries(),
                ended.getSearchReferences(),
                Optional.empty(),
                Optional.of(ended.getResultCode()),
                false);
    }

    private static boolean isLimit(ResultCode result) {
        return result.equals(ResultCode.SIZE_LIMIT_EXCEEDED)
                || result.equals(ResultCode.TIME_LIMIT_EXCEEDED)
                || result.equals(ResultCode.ADMIN_LIMIT_EXCEEDED);
    }
}
