package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import dev.integrationsdk.adapters.ldap.DirectoryAddress.Protection;
import dev.integrationsdk.adapters.ldap.LdapErrors.Step;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Credentials;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Opens signed-in connections: address checked, encrypted, credentials as they are now. Thread-safe. */
final class DirectoryDialer {
    /** A host's addresses; the system's name service but for tests. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String host) throws IOException;
    }

    static final long MAX_BYTES_PER_CALL = 128L * 1024 * 1024;

    static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int MAX_CANDIDATES = 4;

    private final List<DirectoryAddress> addresses;
    private final Optional<String> caFile;
    private final AddressPolicy policy;
    private final Credentials credentials;
    private final Names names;

    DirectoryDialer(LdapSettings settings, AddressPolicy policy, Credentials credentials, Names names) {
        this.addresses = settings.addresses();
        this.caFile = settings.caFile();
        this.policy = policy;
        this.credentials = credentials;
        this.names = names;
    }

    /** @throws IntegrationException AUTHENTICATION_FAILED before anything is sent, if user or password is missing */
    DirectorySession open(Deadline deadline) {
        CredentialSet current = credentials.current();
        String user = current.require(CredentialSet.USER).reveal();
        String password = current.require(CredentialSet.PASSWORD).reveal();
        if (user.isBlank() || password.isBlank()) {
            // A directory takes a bind without a password as anonymous, and answers success.
            throw new IntegrationException(
                    ErrorCode.AUTHENTICATION_FAILED, "the connector's user or password is blank");
        }
        return signedIn(new SimpleBindRequest(user, password), deadline);
    }

    /**
     * Whether these are a name and its password, on a connection of its own that is closed at once.
     *
     * @param password not empty
     * @throws IntegrationException if the directory could not be asked
     */
    BindVerdict check(String dn, String password, Deadline deadline) {
        SimpleBindRequest bind =
                new SimpleBindRequest(dn, password, new DraftBeheraLDAPPasswordPolicy10RequestControl());
        deadline.request("BIND", "");
        Dialed dialed = dial(deadline);
        try (LDAPConnection connection = dialed.connection) {
            try {
                return BindVerdict.accepted(policy(connection.bind(bind)));
            } catch (LDAPBindException refused) {
                return BindVerdict.refused(refused, policy(refused.getBindResult()))
                        .orElseThrow(() -> DirectorySession.failure(refused, Step.BIND, dialed.socket));
            } catch (LDAPException refused) {
                throw DirectorySession.failure(refused, Step.BIND, dialed.socket);
            }
        }
    }

    private static @Nullable DraftBeheraLDAPPasswordPolicy10ResponseControl policy(BindResult result) {
        try {
            return DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result);
        } catch (LDAPException unreadable) {
            return null;
        }
    }

    private DirectorySession signedIn(SimpleBindRequest bind, Deadline deadline) {
        deadline.request("BIND", "");
        Dialed dialed = dial(deadline);
        try {
            dialed.connection.bind(bind);
            return new DirectorySession(dialed.connection, dialed.socket);
        } catch (LDAPException refused) {
            IntegrationException failure = DirectorySession.failure(refused, Step.BIND, dialed.socket);
            dialed.connection.close();
            throw failure;
        }
    }

    /** The first server that can be reached. A certificate that is not trusted is no reason to go on to the next. */
    private Dialed dial(Deadline deadline) {
        @Nullable IntegrationException last = null;
        for (DirectoryAddress address : addresses) {
            try {
                return dial(address, deadline);
            } catch (IntegrationException failure) {
                if (failure.code() != ErrorCode.NETWORK_FAILED && failure.code() != ErrorCode.TIMED_OUT) {
                    throw failure;
                }
                deadline.check();
                last = failure;
            }
        }
        throw last == null ? LdapErrors.unreachable(null) : last;
    }

    /** Connected and encrypted; nobody has signed in. */
    private Dialed dial(DirectoryAddress address, Deadline deadline) {
        @Nullable
        StrictTls tls = address.protection() == Protection.PLAIN
                ? null
                : new StrictTls(TrustedCertificates.socketFactory(caFile));
        BoundedSocket socket = connect(address, deadline);
        LDAPConnection connection = new LDAPConnection(options(deadline));
        try {
            connect(address, connection, socket, tls);
            return new Dialed(connection, socket);
        } catch (RuntimeException failure) {
            connection.close();
            closeAfter(failure, socket);
            throw failure;
        }
    }

    private BoundedSocket connect(DirectoryAddress address, Deadline deadline) {
        @Nullable IOException last = null;
        for (InetAddress candidate : candidates(address)) {
            deadline.check();
            try {
                return connect(candidate, address.port(), deadline);
            } catch (IOException deaf) {
                last = deaf;
            }
        }
        throw LdapErrors.unreachable(last);
    }

    private List<InetAddress> candidates(DirectoryAddress address) {
        try {
            InetAddress[] all = names.resolve(address.host());
            policy.check(all);
            return List.of(all).subList(0, Math.min(MAX_CANDIDATES, all.length));
        } catch (IOException unresolved) {
            throw LdapErrors.unreachable(unresolved);
        }
    }

    private static BoundedSocket connect(InetAddress candidate, int port, Deadline deadline) throws IOException {
        BoundedSocket socket = new BoundedSocket(deadline, MAX_BYTES_PER_CALL);
        try {
            InetSocketAddress target = new InetSocketAddress(candidate, port);
            socket.connect(target, deadline.waitMillis(CONNECT_TIMEOUT_MILLIS));
            return socket;
        } catch (IOException deaf) {
            socket.close();
            throw deaf;
        }
    }

    private static void connect(
            DirectoryAddress address, LDAPConnection connection, BoundedSocket socket, @Nullable StrictTls tls) {
        Step step = Step.CONNECT;
        try {
            Socket ready = socket;
            if (tls != null && address.protection() == Protection.LDAPS) {
                ready = tls.createSocket(socket, address.host(), address.port(), true);
            }
            connection.setSocketFactory(new ReadySocket(ready));
            connection.connect(address.host(), socket.getInetAddress(), address.port(), CONNECT_TIMEOUT_MILLIS);
            if (tls != null && address.protection() == Protection.START_TLS) {
                step = Step.START_TLS;
                startTls(connection, tls);
            }
        } catch (LDAPException refused) {
            throw DirectorySession.failure(refused, step, socket);
        } catch (IOException failed) {
            throw LdapErrors.unreachable(failed);
        }
    }

    private static void startTls(LDAPConnection connection, StrictTls tls) throws LDAPException {
        ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(result);
        }
    }

    private static LDAPConnectionOptions options(Deadline deadline) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setAbandonOnTimeout(true);
        options.setMaxMessageSize(MAX_MESSAGE_BYTES);
        options.setConnectTimeoutMillis(deadline.waitMillis(CONNECT_TIMEOUT_MILLIS));
        options.setResponseTimeoutMillis(deadline.waitMillis());
        options.setSSLSocketVerifier(StrictTls.verifier());
        options.setBindWithDNRequiresPassword(true);
        return options;
    }

    private static void closeAfter(RuntimeException failure, Socket socket) {
        try {
            socket.close();
        } catch (IOException notClosed) {
            failure.addSuppressed(notClosed);
        }
    }

    private record Dialed(LDAPConnection connection, BoundedSocket socket) {}

    /** Hands out the one socket whose address was checked. */
    private static final class ReadySocket extends SocketFactory {
        private final Socket socket;

        ReadySocket(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("the address was not checked");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            throw new IOException("the address was not checked");
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            throw new IOException("the address was not checked");
        }
    }
}
