package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.Map;
import java.util.Objects;

/**
 * Which entries are of which type. The only class that reads a filter from text, and that text is an operator's setting,
 * never a value from a record. Immutable.
 */
record DirectoryFilters(Map<EntityType, Filter> byType) {
    DirectoryFilters {
        byType = Map.copyOf(byType);
    }

    /** A membership is read from its group. */
    Filter of(EntityType entityType) {
        Filter own = byType.get(entityType);
        return own == null ? group() : own;
    }

    private Filter group() {
        return Objects.requireNonNull(byType.get(LdapConnectorProvider.GROUP), "group");
    }

    static String setting(EntityType type) {
        return type + "-filter";
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
