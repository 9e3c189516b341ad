package dev.integrationsdk.spi.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdentityTest {
    @ParameterizedTest
    @ValueSource(strings = {"hubspot", "2-123", "p1_my.type", "A"})
    void codesAreLettersDigitsDotsAndDashes(String code) {
        assertThat(EntityType.of(code).value()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", "a b", "a\nb", "ünï", "a/b"})
    void otherCodesAreRefusedByName(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SystemCode.of(code))
                .withMessageContaining("system code");
    }

    @Test
    void anExternalIdKeepsEveryCharacterUpToItsBound() {
        String emoji = "\uD83D\uDE00";
        assertThat(ExternalId.of("Abc ").value()).isEqualTo("Abc ");
        assertThat(ExternalId.of("abc")).isNotEqualTo(ExternalId.of("Abc"));
        assertThat(ExternalId.of("x".repeat(510) + emoji).value()).endsWith(emoji);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalId.of("x".repeat(513)))
                .withMessageContaining("513");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\uD83D", "\uDE00a"})
    void anExternalIdThatNoDatabaseKeepsIsRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalId.of(id)).withMessageContaining("external id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "", "ä"})
    void aCallersUnusableCorrelationIdIsReplaced(String hostile) {
        assertThat(CorrelationId.ofNullable(hostile).value())
                .isNotEqualTo(hostile)
                .hasSize(36);
        assertThat(CorrelationId.ofNullable("req-1").value()).isEqualTo("req-1");
        assertThat(CorrelationId.ofNullable(null).value()).hasSize(36);
    }
}
