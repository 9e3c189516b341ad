package dev.integrationsdk.testkit.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An LDAP directory on a free port of the loopback address, without TLS.
 *
 * <ol>
 *   <li>{@link #startGenerated}, {@link #loadLdif} or {@link #startEmpty};
 *   <li>bind as {@link #SERVICE_DN} with {@link #SERVICE_PASSWORD}: nothing is readable without;
 *   <li>change entries, set {@link #faults()}; compare with {@link #entries()} and {@link #requests()};
 *   <li>{@link #close()}.
 * </ol>
 *
 * <p>Changes through this type are neither recorded as requests nor do they meet faults. Thread-safe.
 */
public final class DirectorySimulator implements AutoCloseable {
    /** The top of generated entries: {@value}. */
    public static final String BASE_DN = "dc=example,dc=com";

    /** The account to bind as; it is no entry: {@value}. */
    public static final String SERVICE_DN = "cn=sync,ou=services,dc=example,dc=com";

    /** The password of {@link #SERVICE_DN}: {@value}. */
    public static final String SERVICE_PASSWORD = "correct horse battery staple";

    static final String LISTENER = "loopback";

    private final InMemoryDirectoryServer server;
    private final DirectoryRequestLog requestLog = new DirectoryRequestLog();
    private final DirectoryFaults faults = new DirectoryFaults();
    private final List<String> rejectedEntries;
    private int port;

    private DirectorySimulator(List<DN> baseDns, @Nullable Schema schema, List<String> rejectedEntries)
            throws LDAPException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(baseDns.toArray(DN[]::new));
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig(LISTENER, InetAddress.getLoopbackAddress(), 0, null));
        config.setSchema(schema);
        config.addAdditionalBindCredentials(SERVICE_DN, SERVICE_PASSWORD);
        config.setAuthenticationRequiredOperationTypes(
                OperationType.ADD,
                OperationType.COMPARE,
                OperationType.DELETE,
                OperationType.MODIFY,
                OperationType.MODIFY_DN,
                OperationType.SEARCH);
        config.addInMemoryOperationInterceptor(new ClientOperations(requestLog, faults));
        this.server = new InMemoryDirectoryServer(config);
        this.rejectedEntries = rejectedEntries;
        this.faults.attachTo(server);
    }

    /**
     * Starts with invented people in {@code ou=people} and groups in {@code ou=groups}, checked by the usual schema.
     *
     * <p>Some people have several addresses or a photo, some lack phone or title. The first group has everybody. Ids in
     * {@code entryUUID} follow from the seed as well.
     *
     * @throws LDAPException if the port cannot be opened
     */
    public static DirectorySimulator startGenerated(int users, int groups, long seed) throws LDAPException {
        DirectorySimulator simulator =
                new DirectorySimulator(List.of(new DN(BASE_DN)), Schema.getDefaultStandardSchema(), List.of());
        return simulator.start(new GeneratedDirectory(seed).entries(users, groups));
    }

    /**
     * Starts with nothing but the place for a tree; the first entry to add is {@code baseDn} itself. Without a schema.
     *
     * @throws LDAPException if {@code baseDn} is no distinguished name or the port cannot be opened
     */
    public static DirectorySimulator startEmpty(String baseDn) throws LDAPException {
        return new DirectorySimulator(List.of(new DN(baseDn)), null, List.of()).start(List.of());
    }

    /**
     * Starts with the entries of somebody else's LDIF, in any order and without a schema.
     *
     * <p>What is unreadable, double or without a parent is left out and named by {@link #rejectedEntries()}.
     *
     * @throws IOException if a file cannot be read
     * @throws LDAPException if no entry is left or the port cannot be opened
     */
    public static DirectorySimulator loadLdif(Path... files) throws IOException, LDAPException {
        ForeignLdif ldif = ForeignLdif.read(files);
        return new DirectorySimulator(ldif.baseDns(), null, ldif.rejected()).start(ldif.entries());
    }

    /** The address to connect to. */
    public String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    /** The port to connect to; it stays while connections are refused. */
    public int port() {
        return port;
    }

    /** What is to go wrong. */
    public DirectoryFaults faults() {
        return faults;
    }

    /** The last 10,000 operations of clients, oldest first. */
    public List<DirectoryRequest> requests() {
        return requestLog.all();
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        requestLog.clear();
    }

    /** What {@link #loadLdif} left out, and why. */
    public List<String> rejectedEntries() {
        return rejectedEntries;
    }

    /**
     * Adds an entry.
     *
     * @throws LDAPException if there is one already, its parent is missing or the schema forbids it
     */
    public void add(Entry entry) throws LDAPException {
        server.add(entry);
    }

    /**
     * Changes attributes of an entry.
     *
     * @throws LDAPException if there is no such entry or the schema forbids the change
     */
    public void modify(String dn, Modification... modifications) throws LDAPException {
        server.modify(dn, modifications);
    }

    /**
     * Deletes an entry.
     *
     * @throws LDAPException if there is no such entry or it has children
     */
    public void delete(String dn) throws LDAPException {
        server.delete(dn);
    }

    /**
     * Renames an entry in its place, without its old naming value; groups that name it stay as they are.
     *
     * @throws LDAPException if there is no such entry or the new name is taken
     */
    public void rename(String dn, String newRdn) throws LDAPException {
        server.modifyDN(dn, newRdn, true);
    }

    /**
     * Moves an entry and all below it under another parent.
     *
     * @throws LDAPException if one of the two does not exist or the new name is taken
     */
    public void move(String dn, String newParentDn) throws LDAPException {
        server.modifyDN(dn, new DN(dn).getRDNString(), false, newParentDn);
    }

    /** How many entries there are. */
    public int count() {
        return server.countEntries();
    }

    /** All entries as they are now, with their operational attributes, parents first. */
    public List<ReadOnlyEntry> entries() {
        return List.copyOf(server.createSnapshot().getEntryMap().values());
    }

    /**
     * The entries that match a filter as they are now, with their operational attributes.
     *
     * @throws LDAPException if {@code filter} is none
     */
    public List<ReadOnlyEntry> entries(String filter) throws LDAPException {
        Filter wanted = Filter.create(filter);
        List<ReadOnlyEntry> found = new ArrayList<>();
        for (ReadOnlyEntry entry : entries()) {
            if (wanted.matchesEntry(entry)) {
                found.add(entry);
            }
        }
        return List.copyOf(found);
    }

    /** Ends the listener and its connections. */
    @Override
    public void close() {
        server.shutDown(true);
    }

    private DirectorySimulator start(List<Entry> entries) throws LDAPException {
        String ldif = entries.stream().map(Entry::toLDIFString).collect(Collectors.joining("\n"));
        server.importFromLDIF(false, new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8))));
        server.startListening(LISTENER);
        port = server.getListenPort(LISTENER);
        return this;
    }
}
