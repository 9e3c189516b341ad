package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.spi.identity.EntityType;

/**
 * Which entries are users and which are groups. The only class that reads a filter from text, and that text is an
 * operator's setting, never a value from a record. Immutable.
 */
record DirectoryFilters(Filter users, Filter groups) {
    Filter of(EntityType entityType) {
        return entityType.equals(LdapConnectorProvider.GROUP) ? groups : users;
    }

    /** @throws IllegalArgumentException if the text is no filter */
    static Filter parse(String text) {
        try {
            return Filter.create(text.strip());
        } catch (LDAPException noFilter) {
            throw new IllegalArgumentException("is not an LDAP filter", noFilter);
        }
    }
}
