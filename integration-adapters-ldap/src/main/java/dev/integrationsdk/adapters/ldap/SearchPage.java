package dev.integrationsdk.adapters.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.List;
import java.util.Optional;

/**
 * What a directory answered to one page of a search. Immutable.
 *
 * @param cookie for the next page; empty if there is none
 * @param limit which limit ended the search early
 * @param proven whether the directory itself said that this was the last page, where there is no cookie
 */
record SearchPage(
        List<SearchResultEntry> entries,
        List<SearchResultReference> references,
        Optional<ASN1OctetString> cookie,
        Optional<ResultCode> limit,
        boolean proven) {}
