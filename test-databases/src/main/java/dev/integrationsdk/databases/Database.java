package dev.integrationsdk.databases;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * One database, empty when it was made. Immutable.
 *
 * @param product what {@link DatabaseServer#product} says
 * @param url of JDBC
 * @param user may do everything in it
 * @param password of the user; may be empty
 */
public record Database(String product, String url, String user, String password) {
    /** A new connection. */
    public Connection connect() throws SQLException {
        Properties login = new Properties();
        login.put("user", user);
        login.put("password", password);
        return DriverManager.getConnection(url, login);
    }

    /** The same database with more settings of its driver, as the URL takes them. */
    public Database with(String setting) {
        String separator = product.equals("h2") ? ";" : url.contains("?") ? "&" : "?";
        return new Database(product, url + separator + setting, user, password);
    }

    /** The same database, reached through another port. */
    public Database through(int from, int to) {
        return new Database(product, url.replace(":" + from + "/", ":" + to + "/"), user, password);
    }

    /** Runs statements, each in a transaction of its own. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }
}
