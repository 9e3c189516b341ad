package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The dialects there are. */
public final class Dialects {
    private static final List<Dialect> ALL = List.of(new H2Dialect(), new PostgreSqlDialect(), new MariaDbDialect());

    private Dialects() {}

    /** @throws IntegrationException INVALID_CONFIGURATION if nothing here speaks to this product */
    static Dialect of(DataSource dataSource) {
        try (Connection connection = Connections.open(dataSource)) {
            return of(connection);
        } catch (SQLException failure) {
            throw SqlFailures.unavailable(
                    "the database did not give its name (" + SqlFailures.shown(failure) + ")", failure);
        }
    }

    private static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return ALL.stream()
                .filter(dialect -> dialect.speaks(product))
                .findFirst()
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the database is a " + product + ", but there are only dialects for " + names()));
    }

    /** @throws IllegalArgumentException if there is no dialect of this name */
    static Dialect named(String name) {
        return ALL.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("dialect must be one of " + names() + ", but is '" + name + "'"));
    }

    /** What the operator should know of the database's settings. */
    public static List<String> warnings(DataSource dataSource) {
        try (Connection connection = Connections.open(dataSource)) {
            return of(connection).warnings(connection);
        } catch (SQLException failure) {
            throw SqlFailures.unavailable(
                    "the database's settings could not be read (" + SqlFailures.shown(failure) + ")", failure);
        }
    }

    private static String names() {
        return ALL.stream().map(Dialect::name).collect(Collectors.joining(", "));
    }
}
