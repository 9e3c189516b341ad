package dev.integrationsdk.adapters.ldap;

import java.net.URI;
import java.util.Set;

/**
 * Where the directory is and how the way there is protected. Immutable.
 *
 * @param host name or address without brackets, as the certificate must show it
 */
record DirectoryAddress(String host, int port, Protection protection) {
    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;
    /** The two of LDAP and those of Active Directory's global catalogue. */
    private static final Set<Integer> USUAL_PORTS = Set.of(LDAP_PORT, LDAPS_PORT, 3268, 3269);

    enum Protection {
        /** Encrypted from the first byte. */
        LDAPS,
        /** Encrypted by request, and not used if that is refused. */
        START_TLS,
        PLAIN
    }

    /** @throws IllegalArgumentException saying what is wrong with the URL */
    static DirectoryAddress of(URI url, boolean startTls) {
        boolean secure = "ldaps".equalsIgnoreCase(url.getScheme());
        if (!secure && !"ldap".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("must begin with ldap:// or ldaps://");
        }
        if (!url.getPath().isEmpty() && !url.getPath().equals("/")) {
            throw new IllegalArgumentException("must have no path: what to read is base-dn");
        }
        String host = url.getHost();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = url.getPort() >= 0 ? url.getPort() : secure ? LDAPS_PORT : LDAP_PORT;
        Protection unsecured = startTls ? Protection.START_TLS : Protection.PLAIN;
        return new DirectoryAddress(name, port, secure ? Protection.LDAPS : unsecured);
    }

    boolean hasUsualPort() {
        return USUAL_PORTS.contains(port);
    }
}
