package dev.integrationsdk.spi.record;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AttributesTest {
    @Test
    void absentNullAndEmptyTextAreThreeThings() {
        Attributes attributes =
                Attributes.builder().put("cleared", null).put("empty", "").build();

        assertThat(attributes.contains("absent")).isFalse();
        assertThat(attributes.contains("cleared")).isTrue();
        assertThat(attributes.isNull("cleared")).isTrue();
        assertThat(attributes.isNull("empty")).isFalse();
        assertThat(attributes.text("empty")).hasValue("");
    }

    @Test
    void severalValuesKeepTheirOrder() {
        Attributes attributes = Attributes.builder()
                .put("mail", List.of("b@x", "a@x"))
                .put("age", 7)
                .build();

        assertThat(attributes.texts("mail")).containsExactly("b@x", "a@x");
        assertThat(attributes.text("mail")).hasValue("b@x");
        assertThat(attributes.get("age")).hasValue(7L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 500})
    void fewAndManyAreFoundByNameAndTheLaterValueOfANameCounts(int size) {
        Attributes.Builder builder = Attributes.builder();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < size; i++) {
                builder.put("name-" + (i * 7919) % size, "round " + round);
            }
        }
        Attributes attributes = builder.build();

        assertThat(attributes.names()).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < size; i++) {
            assertThat(attributes.text("name-" + (i * 7919) % size)).hasValue("round 1");
        }
    }

    @Test
    void printingShowsNamesOnly() {
        assertThat(Attributes.builder().put("mail", "ada@x").build().toString())
                .contains("mail")
                .doesNotContain("ada");
    }

    @Test
    void otherTypesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.builder().put("x", java.util.Locale.ROOT))
                .withMessageContaining("attribute x")
                .withMessageContaining("java.util.Locale");
    }
}
