package dev.integrationsdk.mapping;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RuleTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lastname",
                "'last name' | pull | required | trim | lower | upper | cut 40 | blank-is-null",
                "'off' | push",
                "constant 'it''s' | trim",
                "join ' ' firstname lastname | pull",
                "part 2 of 3 ', ' name | pull",
                "stage | choice lead=PROSPECT ''='NONE | =' else GUEST back lead | default 'lead'",
                "a | integer",
                "a | decimal comma",
                "a | boolean Y N",
                "a | date dd.MM.yyyy",
                "a | instant epoch-millis",
                "a | instant 'dd.MM.yyyy HH:mm' Europe/Berlin",
                "a | text decimal",
                "a | day Europe/Berlin | start-of-day 'GMT+01:00'",
                "a | list ';' | integer",
                "a | joined ';' | several",
                "a | first"
            })
    void aRuleIsWrittenAsItWasRead(String text) {
        FieldMapping mapping = FieldMapping.parse(Map.of("here", text));

        assertThat(FieldMapping.parse(mapping.fields())).isEqualTo(mapping);
        assertThat(mapping.fields()).containsEntry("here", text);
    }

    @Test
    void everyProblemIsNamedByRuleAndNoValueIsRepeated() {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "a", "x | frobnicate",
                "b", "x | boolean 'secret",
                "c", "",
                "d", "x | | trim",
                "e", "x | choice a=b a=c",
                "f", "constant 'secret' | integer",
                "g", "x | day Nowhere/Atall",
                "h", "x | date dd.MM",
                "i*", "trim"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldMapping.parse(fields))
                .satisfies(refused -> assertThat(
                                String.valueOf(refused.getMessage()).split("; "))
                        .hasSize(9))
                .withMessageContaining("a: has a step that is not known")
                .withMessageContaining("f: the constant cannot be converted")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    @Test
    void hostileTextIsRefusedCleanly() {
        Random random = new Random(5);
        String letters = "ab |='*\\\u0000\uD800()+";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String name = noise(random, letters, 6);
            String text = noise(random, letters, 20);
            try {
                FieldMapping mapping = FieldMapping.parse(Map.of(name, text));
                assertThat(FieldMapping.parse(mapping.fields())).isEqualTo(mapping);
                read++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).doesNotContain("\u0000");
            }
        }
        assertThat(read).isPositive();
    }

    private static String noise(Random random, String letters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void numberAndLengthOfRulesAreBounded() {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i <= FieldMapping.MOST_RULES; i++) {
            many.put("field" + i, "there" + i);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldMapping.parse(many))
                .withMessageContaining("more than 1000 rules");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldMapping.parse(Map.of("here", "x".repeat(5_000))))
                .withMessageContaining("more than 4000 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldMapping.parse(Map.of("h".repeat(300), "x")))
                .withMessageContaining("1 to 200 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldMapping.parse(Map.of("here", "x" + " | trim".repeat(30))))
                .withMessageContaining("more than 20 converters");
    }
}
