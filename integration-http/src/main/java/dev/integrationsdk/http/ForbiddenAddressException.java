package dev.integrationsdk.http;

import java.net.UnknownHostException;

/** A name leads to an address that the connector may not reach. */
final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    private final String host;

    ForbiddenAddressException(String host) {
        super("forbidden address");
        this.host = host;
    }

    String host() {
        return host;
    }
}
