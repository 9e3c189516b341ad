package dev.integrationsdk.spi.settings;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Which texts a setting accepts. */
public enum SettingType {
    TEXT("text") {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    INTEGER("a whole number") {
        @Override
        Object parse(String text) {
            return Long.valueOf(text);
        }
    },
    BOOLEAN("true or false") {
        @Override
        Object parse(String text) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("not a boolean");
            }
            return Boolean.valueOf(text);
        }
    },
    /** ISO 8601, such as {@code PT30S}; not negative. */
    DURATION("a duration such as PT30S") {
        @Override
        Object parse(String text) {
            try {
                Duration duration = Duration.parse(text);
                if (duration.isNegative()) {
                    throw new IllegalArgumentException("negative duration");
                }
                return duration;
            } catch (DateTimeParseException notIso) {
                throw new IllegalArgumentException("not a duration", notIso);
            }
        }
    },
    /** Absolute, with a host, without user information, query or fragment. */
    URL("an absolute URL without user, query or fragment") {
        @Override
        Object parse(String text) {
            URI uri = URI.create(text);
            boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (!uri.isAbsolute() || uri.getHost() == null || !plain) {
                throw new IllegalArgumentException("not an absolute URL");
            }
            return uri;
        }
    };

    private final String expectation;

    SettingType(String expectation) {
        this.expectation = expectation;
    }

    /** What a person should write instead, such as "a whole number". */
    public String expectation() {
        return expectation;
    }

    /** @throws IllegalArgumentException if the text has another form */
    abstract Object parse(String text);
}
