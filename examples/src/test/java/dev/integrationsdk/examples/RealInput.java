package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The folder of foreign data that REAL_DATA names, and what arrives of it at a host. */
final class RealInput {
    private RealInput() {}

    /** Skips the test, saying why, where there is no such folder. */
    static Path folder(String name) {
        String root = System.getenv("REAL_DATA");
        assumeTrue(root != null, "REAL_DATA names no folder, so there is no foreign data to read");
        Path folder = Path.of(String.valueOf(root), name);
        assumeTrue(Files.isDirectory(folder), folder + " is no folder, so there is no foreign data to read");
        return folder;
    }

    /** Pulls one entity type in full and gives what arrived, by external id. */
    static Map<String, Attributes> pull(
            ConnectorConfig connector, CredentialSet credentials, String entityType, FieldMapping mapping) {
        Map<String, Attributes> arrived = new HashMap<>();
        EntityHandler handler = (changes, unit) -> {
            changes.forEach(change -> unit.unwrap(InMemoryTransaction.class)
                    .put(arrived, change.externalId().value(), change.attributes()));
            return Answers.allApplied();
        };
        InMemoryStore store = new InMemoryStore(Clock.systemUTC());
        EntityType type = EntityType.of(entityType);
        try (Integrations integrations = Integrations.builder(store, store)
                .handler(connector.system(), type, handler, mapping)
                .credentials(unused -> credentials)
                .build()) {
            integrations.connectors().declare(connector);
            JobRun run = integrations.run(connector.stream(type, ScanKind.FULL));
            assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.counts().read()).isEqualTo(arrived.size());
        }
        return arrived;
    }

    /**
     * The rows of a comma-separated file, by column; the word NULL means no value.
     *
     * @param loose the column whose own commas the file does not quote: it takes what a line has too many of
     */
    static List<Map<String, @Nullable String>> csv(Path file, String loose) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : (Files.readString(file).replace("\r", "") + "\n").toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\n')) {
                cell.append(c);
            } else {
                line.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            }
        }
        return rows(lines, loose);
    }

    private static List<Map<String, @Nullable String>> rows(List<List<String>> lines, String loose) {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        List<String> titles = lines.get(0);
        int at = titles.indexOf(loose);
        for (List<String> line : lines.subList(1, lines.size())) {
            int tooMany = line.size() - titles.size();
            if (tooMany >= 0) {
                List<String> cells = new ArrayList<>(line);
                List<String> split = cells.subList(at, at + tooMany + 1);
                String whole = String.join(",", split);
                split.clear();
                cells.add(at, whole);
                rows.add(row(titles, cells));
            }
        }
        return rows;
    }

    private static Map<String, @Nullable String> row(List<String> titles, List<String> cells) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (int i = 0; i < titles.size(); i++) {
            row.put(titles.get(i), cells.get(i).equals("NULL") ? null : cells.get(i));
        }
        return row;
    }
}
