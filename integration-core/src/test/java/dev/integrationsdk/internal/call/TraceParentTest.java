package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.identity.CorrelationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceParentTest {
    private static final CorrelationId WORK = new CorrelationId("order-7");

    @Test
    void allRequestsOfOneCorrelationIdShareATraceAndEachHasASpan() {
        String one = TraceParent.of(null, WORK);
        String other = TraceParent.of(null, WORK);

        assertThat(one).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(other);
        assertThat(one.substring(0, 36)).isEqualTo(other.substring(0, 36));
        assertThat(TraceParent.of(null, new CorrelationId("order-8"))).doesNotStartWith(one.substring(0, 36));
    }

    @Test
    void theHostsOwnTraceGoesOn() {
        String hosts = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

        assertThat(TraceParent.of(hosts, WORK))
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .endsWith("-00")
                .doesNotContain("00f067aa0ba902b7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nX-Evil: 1"
            })
    void whatIsNoTraceIsNotPassedOn(String hosts) {
        assertThat(TraceParent.of(hosts, WORK).substring(0, 36))
                .isEqualTo(TraceParent.of(null, WORK).substring(0, 36));
    }
}
