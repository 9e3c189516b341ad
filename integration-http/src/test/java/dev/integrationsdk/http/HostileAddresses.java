package dev.integrationsdk.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Base URLs that somebody types to get behind the host's firewall, the same at every time: not public IPv4 addresses in
 * every way that some resolver reads them, the IPv6 forms that hold them, IPv6 addresses of their own, names and tricks of
 * the URL's syntax.
 */
final class HostileAddresses {
    /** One of each block that IANA sets apart, the ends of some of them, and the metadata service of clouds. */
    private static final List<String> PRIVATE = List.of(
            "127.0.0.1",
            "127.255.255.254",
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.254",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.254",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255");

    private static final List<String> PRIVATE_IPV6 = List.of(
            "::",
            "::1",
            "0:0:0:0:0:0:0:1",
            "0000:0000:0000:0000:0000:0000:0000:0001",
            "100::1",
            "2001:db8::1",
            "2001:2::1",
            "2001:10::1",
            "3fff::1",
            "4000::1",
            "5f00::1",
            "8000::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "feff::1",
            "ff02::1",
            "ff0e::1");

    private static final List<String> NAMES = List.of(
            "localhost",
            "LOCALHOST",
            "LocalHost",
            "localhost.",
            "localhost.localdomain",
            "localhost.example",
            "ip6-localhost",
            "ip6-loopback",
            "l%6fcalhost",
            "%6c%6f%63%61%6c%68%6f%73%74",
            "ｌｏｃａｌｈｏｓｔ",
            "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
            "local\u00adhost",
            "127.0.0.1.sslip.example",
            "7f000001.rbndr.example",
            "169-254-169-254.nip.example",
            "metadata",
            "metadata.google.internal",
            "kubernetes.default.svc",
            "wpad",
            "1.0.0.127.in-addr.arpa",
            "_gateway",
            "a.b.c.d",
            "0x",
            "xn--ls8h.example",
            "127.0.0.1.example",
            "٣.example");

    private HostileAddresses() {}

    /** Base URLs, all different. */
    static Set<String> urls(int port) {
        Set<String> urls = new LinkedHashSet<>();
        for (String host : hosts()) {
            urls.add("https://" + host + ":" + port + "/");
        }
        for (String host : List.of("127.0.0.1", "[::1]", "2130706433", "localhost")) {
            String there = host + ":" + port;
            urls.add("http://" + there + "/");
            urls.add("ftp://" + there + "/");
            urls.add("gopher://" + there + "/_GET%20/");
            urls.add("ws://" + there + "/");
            urls.add("jar:https://" + there + "/!/");
            urls.add("https://api.example.com@" + there + "/");
            urls.add("https://api.example.com:geheim@" + there + "/");
            urls.add("https://api.example.com:443@" + there + "/");
            urls.add("https://api.example.com%40" + there + "/");
            urls.add("https://api.example.com%2f@" + there + "/");
            urls.add("https://" + there + "@localhost:" + port + "/");
            urls.add("https://" + there + "/?x=https://api.example.com/");
            urls.add("https://" + there + "/#@api.example.com/");
            urls.add("https:///" + there + "/");
            urls.add("https:" + there);
            urls.add("//" + there + "/");
        }
        urls.add("file:///etc/passwd");
        urls.add("https://127.0.0.1%00.example.com:" + port + "/");
        urls.add("https://127.0.0.1%0d%0a.example.com:" + port + "/");
        urls.add("https://127.0.0.1%20:" + port + "/");
        urls.add("https://[::1%25lo]:" + port + "/");
        urls.add("https://[fe80::1%25eth0]:" + port + "/");
        urls.removeIf(url -> !isUri(url));
        return urls;
    }

    /** Nothing else can be given to a transport. */
    private static boolean isUri(String url) {
        try {
            new URI(url);
            return true;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** Hosts as they stand in a URL. */
    static List<String> hosts() {
        List<String> hosts = new ArrayList<>(NAMES);
        for (String address : PRIVATE) {
            hosts.addAll(spellings(octets(address)));
        }
        ipv6().forEach(address -> hosts.add("[" + address + "]"));
        return hosts;
    }

    /** What a name may lead to. */
    static List<InetAddress> addresses() throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : PRIVATE) {
            addresses.add(InetAddress.getByName(address));
        }
        for (String address : ipv6()) {
            addresses.add(InetAddress.getByName(address));
        }
        return addresses;
    }

    private static List<String> ipv6() {
        List<String> addresses = new ArrayList<>(PRIVATE_IPV6);
        for (String address : PRIVATE) {
            addresses.addAll(holders(octets(address)));
        }
        return addresses;
    }

    private static List<String> spellings(int[] o) {
        long whole = (long) o[0] << 24 | o[1] << 16 | o[2] << 8 | o[3];
        String dotted = joined(o, "%d", ".");
        return List.of(
                dotted,
                dotted + ".",
                Long.toString(whole),
                whole + ".",
                String.format(Locale.ROOT, "0x%x", whole),
                String.format(Locale.ROOT, "0X%08X", whole),
                String.format(Locale.ROOT, "0%o", whole),
                Long.toString(whole + (1L << 32)),
                joined(o, "0x%x", "."),
                joined(o, "0x%04X", "."),
                joined(o, "0%o", "."),
                joined(o, "%04d", "."),
                String.format(Locale.ROOT, "%d.0x%x.0%o.%d", o[0], o[1], o[2], o[3]),
                o[0] + "." + (whole & 0xffffff),
                o[0] + "." + o[1] + "." + (whole & 0xffff),
                String.format(Locale.ROOT, "0x%x.%d", o[0], whole & 0xffffff),
                shifted(dotted, '０'),
                shifted(Long.toString(whole), '０'),
                joined(o, "%d", "。"),
                joined(o, "%d", "．"),
                joined(o, "%d", "%2e"),
                percent(dotted),
                percent(Long.toString(whole)));
    }

    /** Forms that hold an IPv4 address, with the bits in different places. */
    private static List<String> holders(int[] o) {
        String high = Integer.toHexString(o[0] << 8 | o[1]);
        String low = Integer.toHexString(o[2] << 8 | o[3]);
        String dotted = joined(o, "%d", ".");
        String pair = high + ":" + low;
        String turned = Integer.toHexString((o[0] << 8 | o[1]) ^ 0xffff) + ":"
                + Integer.toHexString((o[2] << 8 | o[3]) ^ 0xffff);
        return List.of(
                "::ffff:" + dotted,
                "::FFFF:" + pair,
                "0:0:0:0:0:ffff:" + pair,
                "::" + pair,
                "::ffff:0:" + dotted,
                "64:ff9b::" + pair,
                "64:ff9b::" + dotted,
                "64:ff9b:1::" + pair,
                "2002:" + pair + "::1",
                "2001:0:" + pair + "::f7f7:f7f7",
                "2001:0:808:808:0:0:" + turned);
    }

    private static int[] octets(String address) {
        String[] parts = address.split("\\.", -1);
        int[] octets = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            octets[i] = Integer.parseInt(parts[i]);
        }
        return octets;
    }

    private static String joined(int[] octets, String format, String dot) {
        List<String> parts = new ArrayList<>();
        for (int octet : octets) {
            parts.add(String.format(Locale.ROOT, format, octet));
        }
        return String.join(dot, parts);
    }

    /** The same with digits of another script that are read as ours. */
    private static String shifted(String text, char zero) {
        StringBuilder shifted = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shifted.append(c == '.' ? c : (char) (zero + c - '0'));
        }
        return shifted.toString();
    }

    private static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            encoded.append(String.format(Locale.ROOT, "%%%02x", (int) text.charAt(i)));
        }
        return encoded.toString();
    }
}
