package dev.integrationsdk.connector;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.SpiVersion;
import dev.integrationsdk.spi.identity.SystemCode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AdapterCatalogueTest {
    @Test
    void aBrokenProviderIsAProblemAndTheOthersWork(@TempDir Path dir) throws IOException {
        AdapterCatalogue catalogue = discover(
                dir,
                Throwing.class.getName(),
                "no.such.Provider",
                Good.class.getName(),
                FromTheFuture.class.getName(),
                Mute.class.getName());

        assertThat(catalogue.descriptors())
                .extracting(ConnectorDescriptor::system)
                .containsExactly(SystemCode.of("good"));
        assertThat(catalogue.problems())
                .hasSize(4)
                .anySatisfy(problem -> assertThat(problem).contains("no.such.Provider"))
                .anySatisfy(problem -> assertThat(problem).contains(Throwing.class.getName()))
                .anySatisfy(problem -> assertThat(problem).contains("built for SPI 9.0", "offers 0.1"))
                .anySatisfy(problem -> assertThat(problem).contains(Mute.class.getName(), "describe itself"));
    }

    @Test
    void aRegistrationThatCannotBeReadIsAProblem(@TempDir Path dir) throws IOException {
        assertThat(discover(dir, "not a class name").problems())
                .anySatisfy(problem -> assertThat(problem).contains("registration cannot be read"));
    }

    private static AdapterCatalogue discover(Path dir, String... providers) throws IOException {
        Path services = Files.createDirectories(dir.resolve("META-INF/services"));
        Files.write(services.resolve(ConnectorProvider.class.getName()), List.of(providers));
        ClassLoader parent = AdapterCatalogueTest.class.getClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, parent)) {
            return AdapterCatalogue.discover(loader);
        }
    }

    @Test
    void ofTwoAdaptersForOneSystemTheFirstIsUsedAndBothAreNamed() {
        AdapterCatalogue catalogue = AdapterCatalogue.of(List.of(new Good(), new Good() {}));

        assertThat(catalogue.descriptors()).hasSize(1);
        assertThat(catalogue.problems()).singleElement().asString().contains(Good.class.getName(), "both serve good");
    }

    /** Describes itself as it should. */
    public static class Good implements ConnectorProvider {
        @Override
        public ConnectorDescriptor descriptor() {
            return ConnectorDescriptor.builder(SystemCode.of("good"), "Good").build();
        }

        @Override
        public Connector open(ConnectorContext context) {
            return new Connector() {};
        }
    }

    /** Cannot be constructed. */
    public static final class Throwing extends Good {
        /** Fails. */
        public Throwing() {
            throw new IllegalStateException("static resource missing");
        }
    }

    /** Needs an engine that does not exist yet. */
    public static final class FromTheFuture extends Good {
        @Override
        public ConnectorDescriptor descriptor() {
            return ConnectorDescriptor.builder(SystemCode.of("future"), "Future")
                    .spiVersion(new SpiVersion(9, 0))
                    .build();
        }
    }

    /** Throws when asked for its descriptor. */
    public static final class Mute extends Good {
        @Override
        public ConnectorDescriptor descriptor() {
            throw new IllegalStateException("not today");
        }
    }
}
