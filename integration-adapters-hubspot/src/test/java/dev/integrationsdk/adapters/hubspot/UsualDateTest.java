package dev.integrationsdk.adapters.hubspot;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UsualDateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T10:11:12.345Z",
                "2024-02-29T23:59:59.999Z",
                "1969-12-31T00:00:00.001Z",
                "0000-01-01T00:00:00.000Z"
            })
    void usualFormReadsAsTheJdkReadsIt(String text) {
        assertThat(UsualDate.isOne(text)).isTrue();
        assertThat(UsualDate.instant(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-20T10:11:12Z",
                "2026-11-20T10:11:12.3456Z",
                "2026-11-20T24:00:00.000Z",
                "2026-11-20T23:59:60.000Z",
                "2026-11-20T10:11:12.345z",
                "2026-11-20 10:11:12.345Z",
                "-026-11-20T10:11:12.345Z",
                "٢026-11-20T10:11:12.345Z",
                "1767225600000.0000000000"
            })
    void otherFormsAreLeftToTheJdk(String text) {
        assertThat(UsualDate.isOne(text)).isFalse();
    }

    @Test
    void dayThatDoesNotExistIsRefused() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> UsualDate.instant("2026-02-30T10:11:12.345Z"));
    }
}
