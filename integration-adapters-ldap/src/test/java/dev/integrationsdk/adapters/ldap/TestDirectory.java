package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import javax.net.ssl.SSLContext;

/** A directory on a real socket, with people below ou=people and groups below ou=groups. */
final class TestDirectory implements AutoCloseable {
    static final String BASE = "dc=example,dc=com";
    static final String USER = "cn=reader,dc=example,dc=com";
    static final String PASSWORD = "s3cret-of-the-reader";

    private final AtomicInteger connections = new AtomicInteger();
    private final Semaphore disconnections = new Semaphore(0);
    private final InMemoryDirectoryServer server;

    private TestDirectory(InMemoryDirectoryServerConfig config, InMemoryListenerConfig listener) throws LDAPException {
        config.setListenerConfigs(listener);
        config.setAccessLogHandler(new Doorkeeper());
        config.addAdditionalBindCredentials(USER, PASSWORD);
        config.setSchema(null);
        server = new InMemoryDirectoryServer(config);
        server.add(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "example"));
        server.add(
                "ou=people," + BASE, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "people"));
        server.add(
                "ou=groups," + BASE, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "groups"));
        server.startListening();
    }

    static TestDirectory plain(InMemoryOperationInterceptor... interceptors) throws LDAPException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        for (InMemoryOperationInterceptor interceptor : interceptors) {
            config.addInMemoryOperationInterceptor(interceptor);
        }
        return new TestDirectory(config, InMemoryListenerConfig.createLDAPConfig("plain"));
    }

    static TestDirectory ldaps(SSLContext tls) throws LDAPException {
        return new TestDirectory(
                new InMemoryDirectoryServerConfig(BASE),
                InMemoryListenerConfig.createLDAPSConfig("ldaps", tls.getServerSocketFactory()));
    }

    static TestDirectory startTls(SSLContext tls) throws LDAPException {
        return new TestDirectory(
                new InMemoryDirectoryServerConfig(BASE),
                InMemoryListenerConfig.createLDAPConfig("start-tls", null, 0, tls.getSocketFactory()));
    }

    TestDirectory withUsers(int count) throws LDAPException {
        for (int i = 1; i <= count; i++) {
            String uid = "u%05d".formatted(i);
            addUser(uid, new Attribute("cn", "User " + i), new Attribute("sn", "Number " + i));
        }
        return this;
    }

    void addUser(String uid, Attribute... attributes) throws LDAPException {
        Entry entry = new Entry("uid=" + uid + ",ou=people," + BASE);
        entry.addAttribute("objectClass", "inetOrgPerson");
        entry.addAttribute("uid", uid);
        for (Attribute attribute : attributes) {
            entry.addAttribute(attribute);
        }
        server.add(entry);
    }

    void addGroup(String name, String... memberDns) throws LDAPException {
        server.add(
                "cn=" + name + ",ou=groups," + BASE,
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("cn", name),
                new Attribute("member", memberDns));
    }

    InMemoryDirectoryServer server() {
        return server;
    }

    int port() {
        return server.getListenPort();
    }

    /** How many connections were ever accepted. */
    int connections() {
        return connections.get();
    }

    /** Waits until as many connections have ended as were opened. */
    boolean allDisconnected() throws InterruptedException {
        return disconnections.tryAcquire(connections(), 10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    /** Learns from the server's own log when connections come and go. */
    private final class Doorkeeper extends Handler {
        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().contains(" CONNECT ")) {
                connections.incrementAndGet();
            } else if (line.getMessage().contains(" DISCONNECT ")) {
                disconnections.release();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
