package dev.integrationsdk.testkit.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InvariantNamesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "store-contract.md");

    @Test
    void invariantsThatTheDocumentFindsInTheSuiteAreThoseThatItsTestsName() throws IOException {
        Set<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.matches("\\| R\\d\\d .*\\| suite[^|]*\\|"))
                .map(line -> line.substring(2, 5))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).hasSizeGreaterThan(10).isEqualTo(named());
    }

    private static Set<String> named() {
        return Arrays.stream(StoreContract.class.getMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotationsByType(DisplayName.class)))
                .map(name -> Pattern.compile("(R\\d\\d): .*").matcher(name.value()))
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
