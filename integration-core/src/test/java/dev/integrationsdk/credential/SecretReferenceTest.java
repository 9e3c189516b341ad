package dev.integrationsdk.credential;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SecretReferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"env:CRM_TOKEN", "file:/run/secrets/acme/token", "vault:secret/data/acme#token", "aws-sm:a:b"})
    void printsItself(String text) {
        assertThat(SecretReference.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "",
                ":hunter2",
                "env:",
                "env:  ",
                "env: hunter2",
                "env:hunter2 ",
                "ENV:hunter2",
                "1a:hunter2",
                "https://hunter2",
                "env:hunter2\u0000",
                "file:/a\nhunter2",
                "Bearer hunter2:x",
                "token:pat-eu1-hunter2-1111-2222",
                "abcdefghijklmnopqrstuvwxyzabcdefgh:hunter2",
            })
    void malformedTextIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretReference.parse(text))
                .withMessageContaining("scheme:rest")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void longTextIsRefusedByItsLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretReference.parse("env:" + "x".repeat(513)))
                .withMessageContaining("512")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("xxx"));
    }
}
