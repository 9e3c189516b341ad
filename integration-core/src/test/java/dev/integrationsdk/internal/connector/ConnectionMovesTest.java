package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.probe.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionMovesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Connection PENDING = Connection.pending(NOW);
    private static final Connection DISCONNECTED =
            PENDING.moved(ConnectionState.DISCONNECTED, NOW, Connection.Cause.none());

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION_FAILED, UNAUTHORIZED",
        "RATE_LIMITED, RATE_LIMITED",
        "SERVICE_UNAVAILABLE, ERROR",
        "NETWORK_FAILED, ERROR",
        "TIMED_OUT, ERROR",
        "INVALID_CONFIGURATION, ERROR",
        "CIRCUIT_OPEN, PENDING",
        "UNSUPPORTED, PENDING",
        "STORE_UNAVAILABLE, PENDING"
    })
    void aFailedCallMovesWhatItSaysSomethingOf(ErrorCode code, ConnectionState state) {
        assertThat(afterCall(PENDING, code).state()).isEqualTo(state);
    }

    @Test
    void whatAPersonMustMendPausesItsDirectionAlone() {
        Connection after = afterCall(PENDING, ErrorCode.AUTHENTICATION_FAILED);

        assertThat(after.pauses()).containsOnlyKeys(Direction.PULL);
        assertThat(after.pauses().values()).extracting(Pause::by).containsExactly(Actor.SYSTEM);
        assertThat(ConnectionMoves.withoutOwnPauses(after).pauses()).isEmpty();
    }

    @Test
    void whatAPersonHasPausedStaysSo() {
        Connection paused = PENDING.paused(Direction.PUSH, new Pause(Actor.of("ada"), NOW, "stocktaking"));

        assertThat(ConnectionMoves.withoutOwnPauses(paused)).isEqualTo(paused);
    }

    @Test
    void noCallMovesADisconnectedOneAndACheckThatFindsAllWellLeadsItBack() {
        assertThat(afterCall(DISCONNECTED, ErrorCode.AUTHENTICATION_FAILED)).isEqualTo(DISCONNECTED);
        Finding refused = finding(Optional.of(ErrorCode.AUTHENTICATION_FAILED));

        assertThat(afterCheck(DISCONNECTED, refused).state()).isEqualTo(ConnectionState.DISCONNECTED);
        assertThat(afterCheck(DISCONNECTED, finding(Optional.empty())).state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void aCheckThatFoundNothingAtAllSaysNothing() {
        assertThat(ConnectionMoves.after(DISCONNECTED, new ConnectorCheck(List.of()), NOW))
                .isEqualTo(DISCONNECTED);
    }

    private static Connection afterCall(Connection before, ErrorCode code) {
        IntegrationException failure = new IntegrationException(code, "no");
        return ConnectionMoves.after(before, Direction.PULL, Optional.of(failure), NOW);
    }

    private static Connection afterCheck(Connection before, Finding finding) {
        return ConnectionMoves.after(before, new ConnectorCheck(List.of(finding)), NOW);
    }

    private static Finding finding(Optional<ErrorCode> problem) {
        return new Finding("reachable", Optional.empty(), problem, "looked");
    }
}
