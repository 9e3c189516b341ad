package dev.integrationsdk.credential;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a secret is to be found: {@code env:NAME}, {@code file:/path}, or any other scheme that a
 * {@link SecretResolver} serves. It is no secret itself and prints itself. Immutable.
 *
 * @param scheme 1 to 32 of {@code a-z 0-9 + . -}, starting with a letter
 * @param rest what the scheme's resolver understands: 1 to 512 characters, no control characters, not starting with a
 *     blank or with {@code //}
 */
public record SecretReference(String scheme, String rest) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");
    private static final int LONGEST_REST = 512;

    /** @throws IllegalArgumentException if a part has another form; the message does not repeat it */
    public SecretReference {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(rest, "rest");
        if (!SCHEME.matcher(scheme).matches()) {
            throw refusal("its scheme must be 1 to 32 of a-z 0-9 + . - and start with a letter", scheme, rest);
        }
        if (rest.isBlank()) {
            throw refusal("nothing follows the scheme", scheme, rest);
        }
        if (rest.length() > LONGEST_REST) {
            throw refusal("it has more than " + LONGEST_REST + " characters after the scheme", scheme, rest);
        }
        if (rest.startsWith("//") || !rest.strip().equals(rest)) {
            throw refusal("what follows the scheme begins with // or is surrounded by blanks", scheme, rest);
        }
        if (rest.chars().anyMatch(Character::isISOControl)) {
            throw refusal("it has a control character", scheme, rest);
        }
        if (TokenShape.of(rest).isPresent()) {
            throw refusal("it holds a secret itself instead of the place of one", scheme, rest);
        }
    }

    /**
     * Reads a reference as an operator writes it.
     *
     * @throws IllegalArgumentException if it has another form; the message does not repeat the text, which may be a
     *     secret put in the wrong place
     */
    public static SecretReference parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw refusal("it has no colon", text, "");
        }
        return new SecretReference(text.substring(0, colon), text.substring(colon + 1));
    }

    private static IllegalArgumentException refusal(String reason, String scheme, String rest) {
        return new IllegalArgumentException(
                "a secret reference has the form scheme:rest, such as env:NAME or file:/path;" + " this text of "
                        + (scheme.length() + rest.length()) + " characters is none: " + reason);
    }

    @Override
    public String toString() {
        return scheme + ":" + rest;
    }
}
