package dev.integrationsdk.jdbc;

import dev.integrationsdk.jdbc.internal.Migration;
import dev.integrationsdk.jdbc.internal.TablePrefix;
import java.io.IOException;
import java.util.List;

/**
 * The definitions of the library's tables, for hosts whose DBA or own tool applies them. Every script registers itself
 * in the table {@code …schema_history}, so that the library knows what is there, whoever ran it. Thread-safe.
 *
 * <p>A tool that reads scripts named {@code V001__….sql} from the class path, with {@code ${prefix}} as a placeholder,
 * can take them from {@code dev/integrationsdk/jdbc/migration/}, one folder for each dialect.
 */
public final class JdbcSchema {
    private JdbcSchema() {}

    /**
     * All scripts, in the order in which they are to be run.
     *
     * @param dialect {@code h2}, {@code postgresql} or {@code mariadb}
     * @param tablePrefix as given to the builder; {@code integration_} is its default
     * @throws IllegalArgumentException for an unknown dialect or a prefix of another form
     */
    public static List<Script> scripts(String dialect, String tablePrefix) {
        TablePrefix prefix = new TablePrefix(tablePrefix);
        return Migration.of(dialect).stream()
                .map(migration -> new Script(migration.version(), migration.name(), migration.sql(prefix)))
                .toList();
    }

    /**
     * Writes all scripts one after the other, each under a line with its name.
     *
     * @throws IOException if the target throws it
     * @throws IllegalArgumentException for an unknown dialect or a prefix of another form
     */
    public static void print(Appendable target, String dialect, String tablePrefix) throws IOException {
        for (Script script : scripts(dialect, tablePrefix)) {
            target.append("-- ")
                    .append(script.name())
                    .append(".sql\n\n")
                    .append(script.sql())
                    .append('\n');
        }
    }

    /**
     * One numbered script. Immutable.
     *
     * @param version 1 is the first
     * @param name of its file in the jar, without {@code .sql}
     * @param sql complete, with the prefix in it
     */
    public record Script(int version, String name, String sql) {}
}
