package dev.integrationsdk.testkit.generated;

import java.util.Arrays;
import java.util.List;

/** A word as people write it, and as an e-mail address spells it. */
record Word(String text, String ascii) {

    /** Reads {@code "Zoë=zoe|Anna=anna"}. */
    static List<Word> list(String words) {
        return Arrays.stream(words.split("\\|", -1)).map(Word::parse).toList();
    }

    private static Word parse(String word) {
        int equals = word.indexOf('=');
        return new Word(word.substring(0, equals), word.substring(equals + 1));
    }
}
