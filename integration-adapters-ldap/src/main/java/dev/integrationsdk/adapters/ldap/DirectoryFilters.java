package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Whether an entry that does not match the type's filter may have done so once, by the classes that the filters name; an
     * entry that hides its classes says nothing.
     */
    boolean mayHaveBeen(EntityType type, Entry entry) {
        String @Nullable [] classes = entry.getObjectClassValues();
        if (classes == null) {
            return false;
        }
        Set<String> own = classes(type);
        Set<String> others = new HashSet<>();
        byType.values().forEach(filter -> others.addAll(classes(filter)));
        others.removeAll(own);
        boolean known = own.isEmpty();
        for (String name : classes) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (others.contains(lower)) {
                return false;
            }
            known |= own.contains(lower);
        }
        return known;
    }

    /** In lower case. */
    Set<String> classes(EntityType type) {
        return classes(of(type));
    }

    private static Set<String> classes(Filter filter) {
        Set<String> classes = new HashSet<>();
        if (filter.getFilterType() == Filter.FILTER_TYPE_EQUALITY
                && "objectClass".equalsIgnoreCase(filter.getAttributeName())) {
            classes.add(String.valueOf(filter.getAssertionValue()).toLowerCase(Locale.ROOT));
        }
        for (Filter component : filter.getComponents()) {
            classes.addAll(classes(component));
        }
        return classes;
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
