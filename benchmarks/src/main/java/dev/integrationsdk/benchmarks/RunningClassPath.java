package dev.integrationsdk.benchmarks;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this code was loaded from, for a Java process that is to run it too. */
final class RunningClassPath {
    private RunningClassPath() {}

    /** That of the build tool's class loader, if that loads us, else that of the process. */
    static String text() {
        if (!(RunningClassPath.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path", "");
        }
        List<String> entries = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            entries.add(Path.of(URI.create(url.toString())).toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
