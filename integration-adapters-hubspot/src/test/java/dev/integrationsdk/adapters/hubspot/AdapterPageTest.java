package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.settings.SettingSpec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps docs/adapters/hubspot.md in step with the declaration and the tests; -Ddocs.write=true writes it anew. */
class AdapterPageTest {
    private static final Path PAGE = Path.of("..", "docs", "adapters", "hubspot.md");
    private static final List<Class<?>> PITFALLS = List.of(
            DeltaPitfallsTest.class, PropertyPitfallsTest.class, AccessPitfallsTest.class, WritePitfallsTest.class);
    private static final int KNOWN_PITFALLS = 58;

    private final ConnectorDescriptor descriptor = new HubSpotConnectorProvider().descriptor();

    @Test
    void generatedPartsOfThePageAreWhatIsDeclared() throws IOException {
        String written = Files.readString(PAGE);
        String page = written;
        page = with(
                page,
                "oauth",
                descriptor.oauth().orElseThrow().scopes().stream()
                        .map(scope -> "`" + scope + "`")
                        .collect(Collectors.joining(", ", "", "\n")));
        page = with(page, "settings", settings());
        page = with(page, "types", types());
        page = with(page, "pitfalls", pitfalls());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    @Test
    void everyPitfallHasItsTest() {
        assertThat(tests().keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, KNOWN_PITFALLS).boxed().toList());
    }

    private static String with(String page, String part, String text) {
        String from = "<!-- generated: " + part + " -->\n";
        int begin = page.indexOf(from) + from.length();
        assertThat(begin).as("marker of " + part).isGreaterThan(from.length());
        return page.substring(0, begin) + text + page.substring(page.indexOf("<!-- end -->", begin));
    }

    private String settings() {
        StringBuilder table =
                new StringBuilder("| setting | what | accepts | unless set |\n| --- | --- | --- | --- |\n");
        for (SettingSpec setting : descriptor.settings()) {
            String accepts = setting.choices().isEmpty()
                    ? setting.type().expectation()
                    : setting.choices().stream()
                            .map(choice -> "`" + choice + "`")
                            .collect(Collectors.joining(", "));
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            setting.key(),
                            setting.description(),
                            accepts,
                            setting.defaultValue()
                                    .map(value -> "`" + value + "`")
                                    .orElse("")));
        }
        return table.toString();
    }

    private String types() {
        StringBuilder table = new StringBuilder(
                "| entity type | reads | writes | deletions are seen by |\n| --- | --- | --- | --- |\n");
        Stream.concat(descriptor.entityTypes().stream(), Stream.of(EntityType.of("2-123")))
                .forEach(type -> {
                    EntityTypeSpec spec = descriptor.entityType(type).orElseThrow();
                    table.append("| `%s` | %s | %s | %s |\n"
                            .formatted(type, words(spec.scans()), words(spec.writes()), words(spec.deletions())));
                });
        return table.toString();
    }

    private static String words(Iterable<? extends Enum<?>> values) {
        TreeMap<String, String> words = new TreeMap<>();
        values.forEach(value -> words.put(value.name().toLowerCase(Locale.ROOT), ""));
        return String.join(", ", words.keySet());
    }

    private static String pitfalls() {
        StringBuilder table = new StringBuilder("| | what holds | test |\n| --- | --- | --- |\n");
        tests().forEach((number, test) -> {
            String name = test.getName().substring(4);
            String sentence = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                    .toLowerCase(Locale.ROOT);
            table.append("| %d | %s | `%s` |\n"
                    .formatted(number, sentence, test.getDeclaringClass().getSimpleName()));
        });
        return table.toString();
    }

    private static Map<Integer, Method> tests() {
        Map<Integer, Method> tests = new TreeMap<>();
        PITFALLS.stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> method.getName().matches("P\\d\\d_.+"))
                .forEach(method -> tests.put(Integer.parseInt(method.getName().substring(1, 3)), method));
        return tests;
    }
}
