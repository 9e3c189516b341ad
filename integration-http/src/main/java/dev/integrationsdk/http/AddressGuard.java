package dev.integrationsdk.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Looks names up and refuses the answer if it has one address that the connector may not reach. It is the very look-up
 * whose addresses are connected to, so that no second answer can slip in between.
 *
 * <p>OkHttp asks it for names only; literal addresses are checked by {@link RequestTranslation}. Thread-safe.
 */
final class AddressGuard implements Dns {
    private final Dns resolver;
    private final boolean publicOnly;

    private AddressGuard(Dns resolver, boolean publicOnly) {
        this.resolver = resolver;
        this.publicOnly = publicOnly;
    }

    static AddressGuard publicOnly(Dns resolver) {
        return new AddressGuard(resolver, true);
    }

    static AddressGuard any(Dns resolver) {
        return new AddressGuard(resolver, false);
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> addresses = resolver.lookup(hostname);
        if (publicOnly && addresses.stream().anyMatch(ForbiddenAddresses::contain)) {
            throw new ForbiddenAddressException(hostname);
        }
        return addresses;
    }
}
