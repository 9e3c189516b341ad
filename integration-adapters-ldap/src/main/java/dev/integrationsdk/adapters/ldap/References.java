package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Judges what a directory says lies elsewhere. It is never followed: the password would travel to any host named there. */
final class References {
    /** Partitions of Active Directory that hold neither users nor groups; it refers to them from the domain's root. */
    private static final Set<String> WITHOUT_PEOPLE =
            Set.of("domaindnszones", "forestdnszones", "configuration", "schema");

    private References() {}

    /** Whether users or groups may lie behind one of them. */
    static boolean mayHideRecords(List<SearchResultReference> references) {
        return references.stream()
                .flatMap(reference -> List.of(reference.getReferralURLs()).stream())
                .anyMatch(References::mayHideRecords);
    }

    private static boolean mayHideRecords(String url) {
        try {
            RDN first = new LDAPURL(url).getBaseDN().getRDN();
            return first == null || !WITHOUT_PEOPLE.contains(first.getAttributeValues()[0].toLowerCase(Locale.ROOT));
        } catch (LDAPException unreadable) {
            return true;
        }
    }
}
