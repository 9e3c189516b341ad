package dev.integrationsdk.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcHealthTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void delayedWritesAreWarnedOfWithTheRemedy() {
        UrlSource source = new UrlSource("jdbc:h2:file:" + folder.resolve("delayed") + ";REUSE_SPACE=FALSE");
        assertThat(JdbcHealth.warnings(source))
                .singleElement()
                .asString()
                .contains("WRITE_DELAY=500")
                .contains("loses acknowledged commits on a crash")
                .contains(";WRITE_DELAY=0");
    }

    @Test
    void fileWithoutDelayAndMemoryAreFine() {
        UrlSource file = new UrlSource("jdbc:h2:file:" + folder.resolve("prompt") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE");
        assertThat(JdbcHealth.warnings(file)).isEmpty();
        assertThat(JdbcHealth.warnings(new UrlSource(JdbcStore.memory()))).isEmpty();
    }

    @Test
    void fileThatReusesSpaceIsWarnedOfInTheVersionThatCanLoseCommits() {
        UrlSource source = new UrlSource("jdbc:h2:file:" + folder.resolve("reusing") + ";WRITE_DELAY=0");
        assertThat(JdbcHealth.warnings(source))
                .singleElement()
                .asString()
                .contains("2.5.")
                .contains(";REUSE_SPACE=FALSE");
    }

    @Test
    void collationThatTakesDifferentIdsForOneIsWarnedOf() {
        UrlSource source = new UrlSource(JdbcStore.memory());
        JdbcStore.execute(source, "SET COLLATION ENGLISH STRENGTH PRIMARY");
        assertThat(JdbcHealth.warnings(source)).singleElement().asString().contains("collation");
    }
}
