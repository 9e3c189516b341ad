package dev.integrationsdk.jdbc.internal;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the names of all our tables begin with. Immutable.
 *
 * @param text a lower-case letter, then up to 19 lower-case letters, digits and underscores
 */
public record TablePrefix(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,19}");

    /** Where the host names none. */
    public static final TablePrefix DEFAULT = new TablePrefix("integration_");

    /** @throws IllegalArgumentException if the text has another form */
    public TablePrefix {
        if (!FORM.matcher(Objects.requireNonNull(text, "table prefix")).matches()) {
            throw new IllegalArgumentException(
                    "table prefix must match " + FORM.pattern() + ", since it becomes part of every statement");
        }
    }

    String in(String sql) {
        return sql.replace("${prefix}", text);
    }
}
