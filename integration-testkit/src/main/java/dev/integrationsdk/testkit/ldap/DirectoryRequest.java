package dev.integrationsdk.testkit.ldap;

import java.util.List;

/**
 * An operation as a client sent it, before any fault. Immutable.
 *
 * @param connectionId the same for all operations of one connection
 * @param operation {@code bind}, {@code search}, {@code add}, {@code modify}, {@code delete}, {@code rename} or
 *     {@code compare}
 * @param dn the base of a search, else the entry
 * @param filter empty unless a search
 * @param attributes those that a search asked for, or that a change touches
 * @param pageSize of a search with paged results, else 0
 */
public record DirectoryRequest(
        long connectionId, String operation, String dn, String filter, List<String> attributes, int pageSize) {

    /** Copies the attributes. */
    public DirectoryRequest {
        attributes = List.copyOf(attributes);
    }
}
