package dev.integrationsdk.spi.error;

import java.util.regex.Pattern;

/** Makes a text for a person fit to be kept and printed. */
public final class KeptText {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

    private KeptText() {}

    /**
     * With a space for each control character, so that it stays one line and every database takes it; and cut to the length,
     * never through a character, the cut marked.
     *
     * @param longest in characters of UTF-16, at least 2
     */
    public static String of(String text, int longest) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }
}
