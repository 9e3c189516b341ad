package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.spi.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlFaultTest extends ServerFaults {
    PostgreSqlFaultTest() {
        super(SharedServers.postgreSql().create());
    }

    @Override
    String[] impatience() {
        return new String[] {"SET LOCAL lock_timeout = '50ms'"};
    }

    @Override
    String sessionNumber() {
        return "SELECT pg_backend_pid()";
    }

    @Override
    String kill(long session) {
        return "SELECT pg_terminate_backend(" + session + ", 10000)";
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle_in_transaction_session_timeout", "transaction_timeout"})
    void transactionThatTheServerEndedForItsAgeIsStoreUnavailable(String setting) {
        assertThat(failureOf(unit -> {
                    long session = number(unit, sessionNumber());
                    execute(unit, "SET LOCAL " + setting + " = '20ms'");
                    awaitGone("SELECT COUNT(*) FROM pg_stat_activity WHERE pid = " + session);
                    return execute(unit, "INSERT INTO host VALUES (3, 'c')");
                }))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void statementThatTookTooLongIsStoreConflict() {
        assertThat(failureOf(unit -> execute(unit, "SET LOCAL statement_timeout = '20ms'", "SELECT pg_sleep(30)")))
                .isEqualTo(ErrorCode.STORE_CONFLICT);
    }

    @Test
    void statementThatNeedsMoreRoomThanThereIsIsStoreUnavailable() {
        assertThat(
                        failureOf(
                                unit -> execute(
                                        unit,
                                        "SET LOCAL temp_file_limit = '64kB'",
                                        "SET LOCAL work_mem = '64kB'",
                                        "SELECT COUNT(*) FROM (SELECT g FROM generate_series(1, 200000) g ORDER BY -g OFFSET 1) sorted")))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    /** Those that cannot be provoked at will are raised by the server with their own state. */
    @ParameterizedTest
    @CsvSource({
        "53100, STORE_UNAVAILABLE",
        "53200, STORE_UNAVAILABLE",
        "58030, STORE_UNAVAILABLE",
        "40001, STORE_CONFLICT",
        "40003, STORE_UNAVAILABLE",
        "25P04, STORE_UNAVAILABLE",
    })
    void raisedStateIsToldApart(String state, ErrorCode code) {
        assertThat(failureOf(unit -> execute(unit, "DO $$ BEGIN RAISE SQLSTATE '" + state + "'; END $$")))
                .isEqualTo(code);
    }
}
