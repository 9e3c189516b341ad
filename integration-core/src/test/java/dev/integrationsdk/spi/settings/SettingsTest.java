package dev.integrationsdk.spi.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SettingsTest {
    private static final List<SettingSpec> SPECS = List.of(
            SettingSpec.required("url", SettingType.URL, "where"),
            SettingSpec.optional("size", SettingType.INTEGER, "how many").withDefault("500"),
            SettingSpec.optional("wait", SettingType.DURATION, "how long"),
            SettingSpec.optional("mode", SettingType.TEXT, "how").withChoices("a", "b"),
            SettingSpec.optional("on", SettingType.BOOLEAN, "whether"));

    @Test
    void validTextsAreTypedAndDefaultsFilledIn() {
        Settings settings = Settings.of(SPECS, Map.of("url", "https://x.example/base", "wait", "PT5M", "on", "true"));

        assertThat(settings.url("url")).hasValue(URI.create("https://x.example/base"));
        assertThat(settings.integer("size")).hasValue(500L);
        assertThat(settings.duration("wait")).hasValue(Duration.ofMinutes(5));
        assertThat(settings.isTrue("on")).isTrue();
        assertThat(settings.text("mode")).isEmpty();
    }

    @Test
    void everyProblemIsNamedAtOnceByKeyAndNeverByValue() {
        Map<String, String> texts =
                Map.of("size", "many", "wait", "-PT1S", "mode", "c", "on", "yes", "token", "s3cret");

        List<SettingProblem> problems = Settings.problems(SPECS, texts);

        assertThat(problems)
                .extracting(SettingProblem::key)
                .containsExactly("mode", "on", "size", "token", "url", "wait");
        assertThat(problems.toString()).doesNotContain("many", "s3cret", "yes");
    }

    @Test
    void aUrlCarriesNoUserQueryOrFragment() {
        for (String url :
                List.of("https://u:p@x.example", "https://x.example?a=1", "/path", "mailto:a@b", "https://x#f")) {
            assertThat(Settings.problems(SPECS, Map.of("url", url))).as(url).hasSize(1);
        }
    }

    @Test
    void invalidSettingsCannotBeMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.of(SPECS, Map.of()));
    }
}
