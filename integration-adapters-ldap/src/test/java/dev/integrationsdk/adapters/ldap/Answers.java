package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a directory answer as others do. The fields are set before a call and read by the server's threads. */
final class Answers extends InMemoryOperationInterceptor {
    /** What a directory sends instead of its entry; null keeps it back. */
    @FunctionalInterface
    interface Rewriting {
        @Nullable
        Entry of(ReadOnlySearchRequest request, Entry entry);
    }

    /** Instead of the bind's own result. */
    volatile @Nullable LDAPException bind;
    /** Instead of the bind's own result, for some names. */
    volatile Function<String, @Nullable LDAPException> bindOf = dn -> null;
    /** Instead of searching at all. */
    volatile @Nullable LDAPException search;
    /** What reading one entry is answered with. */
    volatile Function<String, ResultCode> reading = dn -> ResultCode.SUCCESS;
    /** Instead of the search's own result, after its entries, from this page on. */
    volatile @Nullable ResultCode afterEntries;

    volatile int fromPage = 1;
    /** Sent beside the entries. */
    volatile @Nullable String reference;
    /** What becomes of each entry. */
    volatile Rewriting entries = (request, entry) -> entry;
    /** Done as soon as an entry is on its way. */
    volatile Runnable meanwhile = () -> {};

    private int pages;

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
        LDAPException own = bindOf.apply(request.getRequest().getBindDN());
        if (own != null) {
            throw own;
        }
        if (bind != null) {
            throw bind;
        }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
        ResultCode refused = reading.apply(request.getRequest().getBaseDN());
        if (!refused.equals(ResultCode.SUCCESS)) {
            throw new LDAPException(refused, "of this entry");
        }
        if (request.getRequest().getScope().equals(SearchScope.SUB)) {
            pages++;
            if (search != null) {
                throw search;
            }
            if (reference != null) {
                request.sendSearchReference(new SearchResultReference(new String[] {reference}, null));
            }
        }
    }

    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
        if (entry.getRequest().getBaseDN().isEmpty()) {
            return;
        }
        if (entry.getRequest().getScope().equals(SearchScope.SUB)) {
            meanwhile.run();
        }
        entry.setSearchEntry(entries.of(entry.getRequest(), entry.getSearchEntry()));
    }

    @Override
    public void processSearchResult(InMemoryInterceptedSearchResult result) {
        ResultCode instead = afterEntries;
        if (instead != null && result.getRequest().getScope().equals(SearchScope.SUB) && pages >= fromPage) {
            result.setResult(
                    new LDAPResult(result.getMessageID(), instead, "of ou=people", null, (String[]) null, null));
        }
    }
}
