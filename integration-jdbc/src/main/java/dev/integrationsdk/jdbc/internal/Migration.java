package dev.integrationsdk.jdbc.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One numbered script of the jar. Immutable.
 *
 * @param version 1 is the first; each is greater than the one before
 * @param name of its file, without {@code .sql}
 * @param text as it is shipped, with {@code ${prefix}} before table names
 */
public record Migration(int version, String name, String text) {
    private static final String FOLDER = "/dev/integrationsdk/jdbc/migration/";

    /** All there are for this dialect, in their order. */
    public static List<Migration> of(String dialect) {
        return of(Dialects.named(dialect));
    }

    static List<Migration> of(Dialect dialect) {
        return dialect.migrations().stream()
                .map(name -> new Migration(
                        Integer.parseInt(name.substring(1, name.indexOf("__"))), name, read(dialect, name)))
                .toList();
    }

    /** The version of tables to which all of these have been applied; numbers may be left out. */
    static int newest(List<Migration> all) {
        return all.get(all.size() - 1).version();
    }

    private static String read(Dialect dialect, String name) {
        String path = FOLDER + dialect.name() + "/" + name + ".sql";
        try (InputStream script = Migration.class.getResourceAsStream(path)) {
            if (script == null) {
                throw new IllegalStateException("the jar lacks " + path);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException("the jar's " + path + " cannot be read", failure);
        }
    }

    /** SHA-256 of the text as it is shipped, so that it does not depend on the prefix. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Complete, for a person to run. */
    public String sql(TablePrefix prefix) {
        return prefix.in(text);
    }

    /** Complete, one by one. Our scripts have a semicolon at the end of a line only where a statement ends. */
    List<String> statements(TablePrefix prefix) {
        return Arrays.stream(sql(prefix).split(";\n", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
