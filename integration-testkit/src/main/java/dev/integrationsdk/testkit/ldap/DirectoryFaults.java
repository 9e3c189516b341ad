package dev.integrationsdk.testkit.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong with the connections and searches that come next.
 *
 * <p>A page of paged results is a search of its own. Faults are tried in the order in which they were set; the first
 * that is not used up takes the search. Thread-safe.
 */
public final class DirectoryFaults {
    private final Object lock = new Object();
    private final List<SearchFault> searchFaults = new ArrayList<>();
    private @Nullable InMemoryDirectoryServer server;

    DirectoryFaults() {}

    /**
     * Begins a fault for the next {@code count} searches; it is set once its kind is named.
     *
     * @throws IllegalArgumentException if {@code count} is below one
     */
    public SearchFault nextSearches(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count is below one: " + count);
        }
        return new SearchFault(this, count);
    }

    /** Closes the port: new connections are refused, open ones live on. */
    public void refuseConnections() {
        server().shutDown(DirectorySimulator.LISTENER, false);
    }

    /**
     * Opens the same port again.
     *
     * @throws LDAPException if another process has taken it meanwhile
     */
    public void acceptConnections() throws LDAPException {
        server().startListening(DirectorySimulator.LISTENER);
    }

    /** Closes all open connections without notice; new ones are accepted. */
    public void dropConnections() {
        server().closeAllConnections(false);
    }

    /** Removes the search faults that are left. */
    public void clear() {
        synchronized (lock) {
            searchFaults.clear();
        }
    }

    /** Whether every search fault is used up: a test that set one too many did not test what it says. */
    public boolean areUsedUp() {
        synchronized (lock) {
            return searchFaults.isEmpty();
        }
    }

    void attachTo(InMemoryDirectoryServer running) {
        server = running;
    }

    void add(SearchFault fault) {
        synchronized (lock) {
            searchFaults.add(fault);
        }
    }

    Optional<SearchFault> take() {
        synchronized (lock) {
            for (SearchFault fault : searchFaults) {
                if (fault.takes()) {
                    searchFaults.removeIf(SearchFault::isUsedUp);
                    return Optional.of(fault);
                }
            }
            return Optional.empty();
        }
    }

    private InMemoryDirectoryServer server() {
        return Objects.requireNonNull(server, "server");
    }
}
