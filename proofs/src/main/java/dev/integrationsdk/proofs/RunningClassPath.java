package dev.integrationsdk.proofs;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What this code was loaded from, for a Java process that is to run it too. */
final class RunningClassPath {
    private RunningClassPath() {}

    /** That of the build tool's class loader, if that loads us; else that of the tests, or of the process. */
    static String text() {
        if (RunningClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(RunningClassPath::path)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private static String path(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
