package dev.integrationsdk.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a rule's text: separated by spaces; what has other characters than letters, digits and {@code _ . - : / @ $}
 * stands in single quotes, and a quote in it twice. One pass, no regular expression.
 */
final class Words {
    private static final String PLAIN_MARKS = "_.-:/@$*";
    private static final String SIGNS = "|=";
    private static final int LONGEST_SEPARATOR = 10;

    private Words() {}

    /** A word, or one of the signs {@code |} and {@code =}. */
    record Word(String text, boolean isQuoted) {
        boolean is(String plain) {
            return !isQuoted && text.equals(plain);
        }
    }

    /** @throws IllegalArgumentException if it cannot be read */
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '\'') {
                at = quoted(text, at, words);
            } else if (SIGNS.indexOf(c) >= 0) {
                words.add(new Word(String.valueOf(c), false));
                at++;
            } else if (isPlain(c)) {
                at = plain(text, at, words);
            } else {
                throw new IllegalArgumentException("has the character at position " + (at + 1) + " outside of quotes");
            }
        }
        return words;
    }

    private static int plain(String text, int from, List<Word> words) {
        int to = from;
        while (to < text.length() && isPlain(text.charAt(to))) {
            to++;
        }
        words.add(new Word(text.substring(from, to), false));
        return to;
    }

    private static int quoted(String text, int from, List<Word> words) {
        StringBuilder word = new StringBuilder();
        int at = from + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean quote = c == '\'';
            if (quote && (at + 1 == text.length() || text.charAt(at + 1) != '\'')) {
                words.add(new Word(word.toString(), true));
                return at + 1;
            }
            word.append(c);
            at += quote ? 2 : 1;
        }
        throw new IllegalArgumentException("has a quote that is not closed");
    }

    private static boolean isPlain(char c) {
        return Character.isLetterOrDigit(c) || PLAIN_MARKS.indexOf(c) >= 0;
    }

    /** In quotes where it needs them. */
    static String quoted(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isPlain((char) c)) ? text : always(text);
    }

    /** In quotes. */
    static String always(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** @throws IllegalArgumentException unless it has 1 to 10 characters and no control character */
    static String separator(String text) {
        if (text.isEmpty() || text.length() > LONGEST_SEPARATOR || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a separator has 1 to " + LONGEST_SEPARATOR + " characters and no control character");
        }
        return text;
    }

    /** Into so many parts at most, of which the last one has the rest; at least one. */
    static List<String> split(String text, String separator, int most) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(separator);
        while (at >= 0 && parts.size() + 1 < most) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        parts.add(text.substring(from));
        return parts;
    }
}
