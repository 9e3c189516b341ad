package dev.integrationsdk.spi.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that every id of this package shares. */
final class IdText {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private IdText() {}

    static String code(String what, @Nullable String value) {
        if (value == null || !CODE.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be 1 to 64 of A-Z a-z 0-9 . _ - and start with a letter"
                    + " or a digit, but is " + shown(value));
        }
        return value;
    }

    static String text(String what, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    what + " must have at most " + maxLength + " characters, but has " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(what + " has a control character at position " + i);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw new IllegalArgumentException(what + " has half a surrogate pair at position " + i);
                }
                i++;
            }
        }
        return value;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "null" : "'" + value.substring(0, Math.min(80, value.length())) + "'";
    }
}
