package dev.integrationsdk.spi.error;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptTextTest {
    @Test
    void controlCharactersAndLineSeparatorsBecomeSpaces() {
        assertThat(KeptText.of("a\u0000b\r\nc\u001b[31m\u2028d", 100)).isEqualTo("a b  c [31m d");
    }

    @Test
    void whatIsTooLongIsCutBetweenCharactersAndSaysSo() {
        assertThat(KeptText.of("abcdef", 6)).isEqualTo("abcdef");
        assertThat(KeptText.of("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(KeptText.of("abcd\uD83D\uDE00g", 6)).isEqualTo("abcd…");
    }
}
