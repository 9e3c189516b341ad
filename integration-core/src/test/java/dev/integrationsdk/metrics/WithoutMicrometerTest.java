package dev.integrationsdk.metrics;

import dev.integrationsdk.Integrations;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The jar of Micrometer is optional: every other class of the core loads without it. */
class WithoutMicrometerTest {
    private static final List<String> METERS =
            List.of("dev.integrationsdk.metrics.CallMeters", "dev.integrationsdk.metrics.LagMeters");

    @Test
    void onlyTheMetersNeedIt() throws Exception {
        Path core = Path.of(Integrations.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (URLClassLoader without = new URLClassLoader(classPathWithout("micrometer"), platform())) {
            for (String meters : METERS) {
                assertThatThrownBy(() -> load(without, meters)).isInstanceOf(NoClassDefFoundError.class);
            }
            List<String> names = classes(core);
            assertThat(names).hasSizeGreaterThan(150);
            for (String name : names) {
                assertThat(load(without, name)).isNotNegative();
            }
        }
    }

    private static int load(ClassLoader loader, String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, true, loader);
        return type.getDeclaredMethods().length + type.getDeclaredConstructors().length;
    }

    private static ClassLoader platform() {
        return ClassLoader.getPlatformClassLoader();
    }

    private static URL[] classPathWithout(String jar) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains(jar)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static List<String> classes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file ->
                            root.relativize(file).toString().replace('/', '.').replace(".class", ""))
                    .filter(name -> !name.equals("module-info") && !METERS.contains(name))
                    .toList();
        }
    }
}
