package dev.integrationsdk.examples;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same host in a process of its own, which runs one stream and is killed for real after a committed page. */
public final class KilledProcess {
    private static final String COMMITTED = "committed ";

    private KilledProcess() {}

    /**
     * Starts the process, waits for its first commit and kills it.
     *
     * @return how many records its last commit that was heard of had read; empty if it came to its end before
     */
    static Optional<Long> runAndKill(String databaseUrl, Tenant tenant, EntityType entityType)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                KilledProcess.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CHILD_DB", databaseUrl);
        builder.environment().put("CHILD_TENANT", tenant.id().value());
        builder.environment().put("CHILD_ENTITY_TYPE", entityType.value());
        builder.environment()
                .put("CHILD_BASE_URL", tenant.connector().settings().get("base-url"));
        builder.environment()
                .put("CHILD_TOKEN", tenant.credentials().require("token").reveal());
        Process process = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Optional<Long> committed = lines.lines()
                    .filter(line -> line.startsWith(COMMITTED))
                    .findFirst()
                    .map(line -> Long.valueOf(line.substring(COMMITTED.length())));
            process.destroyForcibly();
            return process.waitFor() == 0 ? Optional.empty() : committed;
        }
    }

    /** Of the running code, whoever loaded it: Maven does so with a class loader of its own. */
    private static String classPath() {
        ClassLoader loader = KilledProcess.class.getClassLoader();
        if (loader instanceof URLClassLoader urls) {
            return Stream.of(urls.getURLs()).map(KilledProcess::path).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String path(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }

    public static void main(String[] args) throws Exception {
        Tenant tenant = Tenant.hubSpot(
                System.getenv("CHILD_TENANT"), System.getenv("CHILD_BASE_URL"), System.getenv("CHILD_TOKEN"), true);
        IntegrationListener listener = new IntegrationListener() {
            @Override
            public void progressed(JobRun run) {
                System.out.println(COMMITTED + run.counts().read());
                System.out.flush();
            }
        };
        try (Host host = Host.open(System.getenv("CHILD_DB"), List.of(tenant), listener)) {
            EntityType entityType = EntityType.of(System.getenv("CHILD_ENTITY_TYPE"));
            host.run(tenant.connector().stream(entityType, ScanKind.INCREMENTAL));
        }
    }
}
