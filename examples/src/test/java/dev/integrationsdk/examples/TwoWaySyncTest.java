package dev.integrationsdk.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TwoWaySyncTest {
    private static String printed = "";

    @BeforeAll
    static void sync() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TwoWaySync.run(new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8);
    }

    /** What stands beneath a heading. */
    private static String beneath(String heading) {
        int from = printed.indexOf('\n', printed.indexOf(heading)) + 1;
        assertThat(printed).contains(heading);
        return printed.substring(from)
                .lines()
                .takeWhile(line -> line.startsWith("  "))
                .map(String::strip)
                .reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void eachSideGetsWhatIsNewOnTheOtherAndWhatWasWrittenIsDroppedAsItsEcho() {
        assertThat(beneath("Ada is new here")).isEqualTo("""
                        INCREMENTAL SUCCEEDED, read 1 {CREATED=1}
                        PUSH SUCCEEDED, read 1 {CREATED=1}
                        INCREMENTAL SUCCEEDED, read 1 {SKIPPED=1} {echo=1}
                        """);
    }

    @Test
    void changesOfDifferentFieldsAreBothKept() {
        assertThat(beneath("Ada's name changes here")).contains("UPDATED=1", "here:  Ada L.\nthere: Ada L.\n");
    }

    @Test
    void theOwnerOfEachFieldWinsAConflict() {
        assertThat(beneath("Both change on both sides"))
                .contains("CONFLICTED=1", "here:  Ada Lovelace\nthere: Ada Lovelace\n");
    }

    @Test
    void afterEditsStopNothingIsWritten() {
        assertThat(beneath("Nobody changes anything")).contains("echo=1").endsWith("0 writes\n");
    }

    @Test
    void theExamplesStayUnderAHundredLines() throws IOException {
        for (String example : List.of("TwoWaySync", "ConflictAndReview")) {
            Path source = Path.of("src/main/java/dev/integrationsdk/examples", example + ".java");
            assertThat(Files.readAllLines(source)).hasSizeLessThan(100);
        }
    }
}
