package dev.integrationsdk.store;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FieldHashesTest {
    @Test
    void nobodyCanChangeThem() {
        Map<String, Long> given = new HashMap<>(Map.of("email", 7L));
        FieldHashes hashes = FieldHashes.of(given);
        given.put("phone", 8L);
        assertThat(hashes).isEqualTo(FieldHashes.of(Map.of("email", 7L)));
        assertThat(hashes.of("email")).hasValue(7L);
        assertThat(hashes.of("phone")).isEmpty();
    }

    @Test
    void orderIsThatOfTheNamesAndPrintingShowsNothingElse() {
        assertThat(FieldHashes.of(Map.of("b", 1L, "a", 2L, "c", 3L))).hasToString("FieldHashes[a, b, c]");
    }

    @Test
    void noFieldsAreNone() {
        assertThat(FieldHashes.of(Map.of())).isSameAs(FieldHashes.none());
        assertThat(FieldHashes.none().isNone()).isTrue();
        assertThat(FieldHashes.of(Map.of("a", 0L)).isNone()).isFalse();
    }

    @Test
    void whatNoStoreWouldKeepIsRefused() {
        Map<String, Long> many = IntStream.rangeClosed(0, FieldHashes.MOST)
                .boxed()
                .collect(Collectors.toMap(i -> "field " + i, Integer::longValue));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldHashes.of(many));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldHashes.of(Map.of("", 1L)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldHashes.of(Map.of("x".repeat(FieldHashes.MAX_NAME + 1), 1L)));
    }
}
