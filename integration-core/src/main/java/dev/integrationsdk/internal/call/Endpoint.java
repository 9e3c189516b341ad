package dev.integrationsdk.internal.call;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes endpoints fit to be kept: what may be an id or a person's name becomes {@code {id}}. Pure functions. */
final class Endpoint {
    private static final int LONGEST_NAME = 40;
    private static final Pattern VERSION = Pattern.compile("v\\d{1,2}|\\d{4}-\\d{2}");
    private static final Pattern ID = Pattern.compile(".*[0-9@%].*", Pattern.DOTALL);

    private Endpoint() {}

    /** Without query and fragment. The version of an API, such as {@code v3} or {@code 2026-03}, stays. */
    static String template(String endpoint) {
        String path = endpoint.replaceFirst("(?s)[?#].*", "");
        return Arrays.stream(path.split("/", -1)).map(Endpoint::masked).collect(Collectors.joining("/"));
    }

    private static String masked(String segment) {
        boolean isName = VERSION.matcher(segment).matches()
                || (segment.length() <= LONGEST_NAME && !ID.matcher(segment).matches());
        return isName ? segment : "{id}";
    }
}
