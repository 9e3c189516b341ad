package dev.integrationsdk.jdbc;

import dev.integrationsdk.testkit.contract.StoreContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The line of H2 that most hosts still have, from a jar beside the class path. */
class OlderH2ContractTest implements StoreContract {
    private static final Driver DRIVER = driver(Path.of("target", "older-h2", "h2.jar"));

    @Override
    public StoreUnderTest store() {
        return JdbcStore.in(source());
    }

    @Test
    void itIsTheOlderLine() throws SQLException {
        try (Connection connection = source().getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("2.4.");
        }
    }

    private static UrlSource source() {
        String url = JdbcStore.memory();
        return new UrlSource(url) {
            @Override
            public Connection getConnection() throws SQLException {
                Properties login = new Properties();
                login.put("user", "sa");
                login.put("password", "");
                return DRIVER.connect(url, login);
            }
        };
    }

    private static Driver driver(Path jar) {
        try {
            URL[] path = {jar.toUri().toURL()};
            ClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
            return (Driver)
                    alone.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | java.io.IOException failure) {
            throw new IllegalStateException("the build has not copied the older H2 to " + jar, failure);
        }
    }
}
