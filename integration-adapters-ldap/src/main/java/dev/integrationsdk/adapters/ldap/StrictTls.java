package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Encrypts a connected socket: TLS 1.2 or later, and the certificate must show the host's name. Used for LDAPS and StartTLS
 * alike. Immutable.
 */
final class StrictTls extends SSLSocketFactory {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLSocketFactory factory;

    StrictTls(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /** No wildcards, and no common name beside alternative names. Names its cause, so that errors can tell it apart. */
    static SSLSocketVerifier verifier() {
        return new NameVerifier();
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(connected, host, port, autoClose);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        // The SDK's verifier accepts any name for a numeric loopback address; the runtime's check does not.
        parameters.setEndpointIdentificationAlgorithm("LDAPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unchecked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unchecked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unchecked();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unchecked();
    }

    private static IOException unchecked() {
        return new IOException("only a socket whose address was checked can be encrypted");
    }

    private static final class NameVerifier extends SSLSocketVerifier {
        private final SSLSocketVerifier verifier = new HostNameSSLSocketVerifier(false, false);

        @Override
        public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
            try {
                verifier.verifySSLSocket(host, port, socket);
            } catch (LDAPException otherName) {
                SSLPeerUnverifiedException cause = new SSLPeerUnverifiedException("the certificate has another name");
                cause.initCause(otherName);
                throw new LDAPException(otherName.getResultCode(), "the certificate has another name", cause);
            }
        }
    }
}
