package dev.integrationsdk.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Hosts that are written as numbers. */
final class AddressText {
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(?:\\.|$)){4}");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");

    private AddressText() {}

    /**
     * Whether some resolver would read the host as an address although it is not written as one, such as
     * {@code 2130706433}, {@code 127.1} or {@code 0177.0.0.1}: the "ends in a number" of the URL Standard.
     */
    static boolean isAmbiguous(String host) {
        if (host.indexOf(':') >= 0 || isDottedQuad(host)) {
            return false;
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
    }

    /** Whether the host is an address rather than a name, and one that {@link ForbiddenAddresses} contain. */
    static boolean isForbiddenLiteral(String host) {
        if (host.indexOf(':') < 0 && !isDottedQuad(host)) {
            return false;
        }
        try {
            return ForbiddenAddresses.contain(InetAddress.getByName(host));
        } catch (UnknownHostException notAnAddress) {
            // It only looks like one, such as an address with a zone: nothing to reach in public.
            return true;
        }
    }

    private static boolean isDottedQuad(String host) {
        return !host.endsWith(".") && DOTTED_QUAD.matcher(host).matches();
    }
}
