package dev.integrationsdk.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents quote compiled code: run with -Ddocs.write=true to quote it anew. */
class DocumentQuotesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern QUOTE =
            Pattern.compile("<!-- from (\\S+) (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyQuotedPieceOfCodeIsTheCompiledOne() throws IOException {
        int quotes = 0;
        for (Path document : documents()) {
            String text = Files.readString(document);
            Matcher quote = QUOTE.matcher(text);
            String quoted = quote.replaceAll(found -> Matcher.quoteReplacement(block(found.group(1), found.group(2))));
            quotes += (int) QUOTE.matcher(text).results().count();
            if (Boolean.getBoolean("docs.write")) {
                Files.writeString(document, quoted);
            }
            assertThat(document).hasContent(quoted);
        }
        assertThat(quotes).isGreaterThanOrEqualTo(1);
    }

    @Test
    void theReadmeShowsCodeOnItsFirstScreen() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md")).subList(0, 25)).contains("```java");
    }

    @Test
    void theLeastCodeStaysUnderSixtyLines() throws IOException {
        Path least = Path.of("src/main/java/dev/integrationsdk/examples/LeastCode.java");
        assertThat(Files.readAllLines(least)).hasSizeLessThan(60);
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static String block(String file, String tag) {
        try {
            String code = Files.readString(ROOT.resolve(file));
            int from = code.indexOf("// tag::" + tag + "[]\n");
            int end = code.indexOf("// end::" + tag + "[]");
            int to = end < 0 ? code.lastIndexOf('}') : end;
            assertThat(from).as("tag " + tag + " in " + file).isPositive();
            String body = code.substring(code.indexOf('\n', from) + 1, code.lastIndexOf('\n', to) + 1);
            return "<!-- from " + file + " " + tag + " -->\n```java\n"
                    + body.stripTrailing().stripIndent() + "\n```";
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }
}
