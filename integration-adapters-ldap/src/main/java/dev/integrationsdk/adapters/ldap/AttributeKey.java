package dev.integrationsdk.adapters.ldap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's name as directories mean it: without regard to case, with the options that make it another attribute
 * ({@code ;lang-de}) apart from those that do not ({@code ;binary}, {@code ;range=0-1499}). Immutable.
 *
 * @param base in lower case
 * @param tags in lower case, in the order of the alphabet, each after a semicolon; empty if there are none
 * @param binary whether the value was sent as bytes
 * @param range which part of the values was sent
 */
record AttributeKey(
        String base, String tags, boolean binary, @Nullable Range range) {
    private static final Pattern RANGE = Pattern.compile("range=(\\d{1,9})-(\\*|\\d{1,9})");

    /** Part of the values. */
    record Range(int first, boolean isLast) {}

    static AttributeKey of(String name) {
        List<String> tags = new ArrayList<>();
        boolean binary = false;
        @Nullable Range range = null;
        String[] parts = name.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            Matcher matcher = RANGE.matcher(parts[i]);
            if (matcher.matches()) {
                range = new Range(
                        Integer.parseInt(matcher.group(1)), matcher.group(2).equals("*"));
            } else if (parts[i].equals("binary")) {
                binary = true;
            } else {
                tags.add(";" + parts[i]);
            }
        }
        Collections.sort(tags);
        return new AttributeKey(parts[0], String.join("", tags), binary, range);
    }

    /** Equal for names of the same attribute. */
    String identity() {
        return base + tags;
    }
}
