package dev.integrationsdk.adapters.ldap;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class GeneralizedTimeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "20261120151416Z, 2026-11-20T15:14:16Z",
        "20261120151416.0Z, 2026-11-20T15:14:16Z",
        "20261120151416.123456Z, 2026-11-20T15:14:16.123456Z",
        "'20261120151416,5Z', 2026-11-20T15:14:16.500Z",
        "202611201514Z, 2026-11-20T15:14:00Z",
        "202611201514.5Z, 2026-11-20T15:14:30Z",
        "2026112015Z, 2026-11-20T15:00:00Z",
        "2026112015.25Z, 2026-11-20T15:15:00Z",
        "20261120151416+0130, 2026-11-20T13:44:16Z",
        "20261120151416-05, 2026-11-20T20:14:16Z",
        "20261231235960Z, 2026-12-31T23:59:59Z"
    })
    void everyFormIsRead(String text, Instant expected) {
        assertThat(GeneralizedTime.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "20261120151416",
                "000001010000Z",
                "20261320151416Z",
                "20260230000000Z",
                "20261120151416+99",
                "20261120151416+123",
                "133765432100000000"
            })
    void anythingElseIsNoTime(String text) {
        assertThat(GeneralizedTime.parse(text)).isEmpty();
    }
}
