package dev.integrationsdk.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the main job was asked for.
 *
 * @param databaseUrl of the host's database
 * @param jsonFile where the final table goes as well
 * @param scale divides the number of simulated records, for a quick look
 */
record Options(String databaseUrl, Optional<Path> jsonFile, int scale) {
    /** @throws IllegalArgumentException saying what is not understood, and how it is written */
    static Options parse(String... args) throws IOException {
        String url = null;
        Optional<Path> json = Optional.empty();
        int scale = 1;
        List<String> words = List.of(args);
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " has no value. " + usage());
            }
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "--db" -> url = value;
                case "--json" -> json = Optional.of(Path.of(value));
                case "--scale" -> scale = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("unknown option " + words.get(i) + ". " + usage());
            }
        }
        if (scale < 1 || scale > 20) {
            throw new IllegalArgumentException("--scale must be 1 to 20. " + usage());
        }
        return new Options(url == null ? temporaryDatabase() : url, json, scale);
    }

    /** H2 keeps what it has acknowledged only with WRITE_DELAY=0, and 2.5 only without reusing space. */
    private static String temporaryDatabase() throws IOException {
        Path folder = Files.createTempDirectory("integration-main-job");
        return "jdbc:h2:file:" + folder.resolve("host") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE";
    }

    private static String usage() {
        return "Options: --db JDBC_URL, --json FILE, --scale N (a fraction 1/N of the records)";
    }
}
