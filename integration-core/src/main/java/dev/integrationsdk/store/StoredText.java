package dev.integrationsdk.store;

/** How texts are made to fit what is kept of them. */
final class StoredText {
    private StoredText() {}

    /** Cut to the length, never through a character, the cut marked. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
