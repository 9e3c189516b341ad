package dev.integrationsdk.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StrictJsonTest {
    @Test
    void numberKeepsEveryDigit() {
        JsonNode tree = StrictJson.tree(utf8("{\"id\":12345678901234567890,\"amount\":0.10000000000000000001}"));

        assertThat(tree.path("id").asText()).isEqualTo("12345678901234567890");
        assertThat(tree.path("amount").decimalValue().toPlainString()).isEqualTo("0.10000000000000000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{}x",
                "{SECRETTOKEN:1}",
                "SECRETTOKEN",
                "[1,]",
                "{\"a\":NaN}",
                "\u0001"
            })
    void whatIsNotOneStrictDocumentIsRefusedWithItsPositionOnly(String json) {
        IntegrationException failure = failure(json);

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(failure).hasMessageContaining("at line 1, column").hasNoCause();
        assertThat(failure).hasMessageNotContaining("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{\"results\":[{\"id\":\"1\"", "{\"results\":", "[\"a"})
    void documentThatIsCutOffCountsAsNoWholeAnswer(String json) {
        assertThat(failure(json).code()).isEqualTo(ErrorCode.NETWORK_FAILED);
    }

    @Test
    void nestingIsBounded() {
        assertThat(failure("[".repeat(65) + "]".repeat(65)).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(StrictJson.tree(utf8("[".repeat(64) + "]".repeat(64)))).isNotNull();
    }

    @Test
    void textNumberTokensAndDocumentAreBounded() {
        assertThat(failure("\"" + "x".repeat(4 * 1024 * 1024 + 1) + "\"").code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(failure("1".repeat(65)).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(failure("[" + "1,".repeat(2_000_000) + "1]").code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(failure(" ".repeat(16 * 1024 * 1024) + "1").code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        IntegrationException failure = catchThrowableOfType(
                IntegrationException.class, () -> StrictJson.tree(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    private static IntegrationException failure(String json) {
        return catchThrowableOfType(IntegrationException.class, () -> StrictJson.tree(utf8(json)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
