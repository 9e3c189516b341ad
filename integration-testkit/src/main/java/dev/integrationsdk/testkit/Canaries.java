package dev.integrationsdk.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Secrets that a test gives away, to look for them afterwards in whatever somebody can read. Each has a quotation mark, an
 * ampersand and a letter beyond ASCII, so that every encoding of it looks different. Immutable.
 */
public final class Canaries {
    private static final int RANDOM_BYTES = 18;
    private static final int SHOWN_BEFORE = 200;

    private final List<String> secrets;

    private Canaries(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** @param seed the same gives the same ones */
    public static Canaries ofNew(int count, long seed) {
        Random random = new Random(seed);
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            secrets.add("cä&ry \"" + HexFormat.of().formatHex(bytes));
        }
        return new Canaries(secrets);
    }

    /** Secrets that somebody else has made, such as tokens. */
    public static Canaries of(List<String> secrets) {
        return new Canaries(secrets);
    }

    public String get(int number) {
        return secrets.get(number);
    }

    /** Which of them stand in it, plainly or in one of five encodings, and where. */
    public List<String> foundIn(String text) {
        List<String> found = new ArrayList<>();
        for (String secret : secrets) {
            encodings(secret).forEach((encoding, form) -> {
                int at = text.indexOf(form);
                if (at >= 0) {
                    String around = text.substring(Math.max(0, at - SHOWN_BEFORE), at + form.length());
                    found.add(encoding + " of " + secret + " in …" + around);
                }
            });
        }
        return found;
    }

    private static Map<String, String> encodings(String secret) {
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "plain",
                secret.substring(secret.indexOf('"') + 1),
                "url",
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                "base64",
                Base64.getEncoder().withoutPadding().encodeToString(utf8),
                "base64url",
                Base64.getUrlEncoder().withoutPadding().encodeToString(utf8),
                "hex",
                HexFormat.of().formatHex(utf8),
                "json",
                secret.replace("\"", "\\\""));
    }
}
