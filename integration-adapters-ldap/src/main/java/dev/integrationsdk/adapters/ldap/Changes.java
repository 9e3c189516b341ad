package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which entries a feed names: only that something happened to them, since what they are now is read from themselves. Not thread-safe. */
final class Changes {
    private final Set<ExternalId> touched = new LinkedHashSet<>();
    private final Set<ExternalId> deleted = new LinkedHashSet<>();
    private final Set<ExternalId> deletedPeople = new LinkedHashSet<>();
    private String next;
    private int nameless;

    /** @param next the position after them, unless a later one becomes known */
    Changes(String next) {
        this.next = next;
    }

    void touch(ExternalId id) {
        deleted.remove(id);
        touched.add(id);
    }

    void delete(ExternalId id) {
        touched.remove(id);
        deleted.add(id);
    }

    /** A deleted entry that was no group for sure: no membership of others ends with it. */
    void deletePerson(ExternalId id) {
        delete(id);
        deletedPeople.add(id);
    }

    /** A deletion that does not say whose. */
    void addNameless() {
        nameless++;
    }

    void continueAt(String position) {
        next = position;
    }

    Set<ExternalId> touched() {
        return touched;
    }

    Set<ExternalId> deleted() {
        return deleted;
    }

    /** Whether a group may be among those that are gone. */
    boolean mayHaveLostGroups() {
        return nameless > 0 || !deletedPeople.containsAll(deleted);
    }

    int nameless() {
        return nameless;
    }

    String next() {
        return next;
    }

    boolean isEmpty() {
        return touched.isEmpty() && deleted.isEmpty() && nameless == 0;
    }
}
