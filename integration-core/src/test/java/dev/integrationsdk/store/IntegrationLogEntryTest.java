package dev.integrationsdk.store;

import dev.integrationsdk.connector.ConnectorListing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IntegrationLogEntryTest {
    @ParameterizedTest
    @ValueSource(strings = {"?email=ada@example.com", "#ada", "?a=1\n#ada", "?"})
    void whatFollowsTheEndpointIsNotKept(String query) {
        assertThat(new IntegrationLogEntry.Call("search", "GET", "/objects/{type}" + query).endpoint())
                .isEqualTo("/objects/{type}");
    }

    @Test
    void longTextsAreCutButNotThroughACharacter() {
        IntegrationLogEntry.Call call = new IntegrationLogEntry.Call(
                "o".repeat(IntegrationLogEntry.MAX_OPERATION),
                "m".repeat(IntegrationLogEntry.MAX_METHOD + 1),
                "x" + "\uD83D\uDE00".repeat(IntegrationLogEntry.MAX_ENDPOINT));
        assertThat(call.operation()).hasSize(IntegrationLogEntry.MAX_OPERATION).endsWith("o");
        assertThat(call.method()).hasSize(IntegrationLogEntry.MAX_METHOD).endsWith("m…");
        assertThat(call.endpoint())
                .hasSizeLessThanOrEqualTo(IntegrationLogEntry.MAX_ENDPOINT)
                .endsWith("\uD83D\uDE00…");
    }

    @Test
    void negativeDurationIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntegrationLogEntry.Outcome.success(1, Duration.ofNanos(-1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, LogWindow.MOST + 1})
    void limitIsBounded(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> LogWindow.latest(limit));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectorListing.first(limit));
    }
}
