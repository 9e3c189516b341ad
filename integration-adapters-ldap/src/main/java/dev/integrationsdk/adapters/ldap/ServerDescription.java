package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;

/**
 * What a directory says of itself. Immutable.
 *
 * @param rootDse its own description; empty where it hides that
 */
record ServerDescription(ServerKind kind, Entry rootDse) {
    private static final List<String> ATTRIBUTES = List.of(
            "objectClass",
            "vendorName",
            "vendorVersion",
            "supportedCapabilities",
            "supportedControl",
            "supportedExtension",
            "supportedSASLMechanisms",
            "namingContexts",
            "defaultNamingContext",
            "configurationNamingContext",
            "dnsHostName",
            "dsServiceName",
            "highestCommittedUSN",
            "currentTime",
            "changelog",
            "firstchangenumber",
            "lastchangenumber",
            "subschemaSubentry");

    static ServerDescription read(DirectorySession session, LdapSettings settings, Deadline deadline) {
        Entry rootDse =
                session.read("", ATTRIBUTES, deadline).map(Entry.class::cast).orElseGet(() -> new Entry(""));
        return new ServerDescription(settings.serverKind().orElseGet(() -> ServerKind.of(rootDse)), rootDse);
    }

    boolean offers(String controlOid) {
        return rootDse.hasAttributeValue("supportedControl", controlOid);
    }
}
