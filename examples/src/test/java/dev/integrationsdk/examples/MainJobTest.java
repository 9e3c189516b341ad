package dev.integrationsdk.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MainJobTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void theMainJobEndsWithBothSidesAgreeingAndSaysSoToAMachineToo(@TempDir Path dir) throws Exception {
        Path json = dir.resolve("table.json");

        int code = MainJob.run(out, "--scale", "20", "--json", json.toString());

        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isZero();
        assertThat(text)
                .contains("killed (SIGKILL) after", "kept for repair", "Both sides agree.")
                .contains("HANDLER_FAILED");
        JsonNode rows = new ObjectMapper().readTree(json.toFile());
        assertThat(rows).hasSize(10).allMatch(row -> row.get("agree").asBoolean());
        assertThat(rows).anyMatch(row -> row.get("dead").asLong() == 1);
    }

    @Test
    void anUnknownOptionIsExplained() throws Exception {
        assertThat(MainJob.run(out, "--fast", "yes")).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("unknown option --fast", "--db JDBC_URL");
    }
}
