package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.spi.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf(
        value = "dev.integrationsdk.databases.MariaDbServer#isAvailable",
        disabledReason = "MariaDB's server is not on the class path; the profile mariadb brings it")
class MariaDbFaultTest extends ServerFaults {
    MariaDbFaultTest() {
        super(SharedServers.mariaDb().create());
    }

    @Override
    String[] impatience() {
        return new String[] {"SET SESSION innodb_lock_wait_timeout = 0"};
    }

    @Override
    String sessionNumber() {
        return "SELECT CONNECTION_ID()";
    }

    @Override
    String kill(long session) {
        return "KILL CONNECTION " + session;
    }

    @Test
    void transactionThatTheServerEndedForItsAgeIsStoreUnavailable() {
        assertThat(failureOf(unit -> {
                    long session = number(unit, sessionNumber());
                    execute(unit, "SET SESSION idle_transaction_timeout = 1", "UPDATE host SET name = 'c'");
                    awaitGone("SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + session);
                    return execute(unit, "INSERT INTO host VALUES (3, 'c')");
                }))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void statementThatTookTooLongIsStoreConflict() {
        assertThat(failureOf(unit -> execute(
                        unit,
                        "SET SESSION max_statement_time = 0.02",
                        "SELECT COUNT(*) FROM seq_1_to_1000000000 one, seq_1_to_1000000000 other")))
                .isEqualTo(ErrorCode.STORE_CONFLICT);
    }

    /** Under a strict snapshot, which newer servers switch on by themselves. */
    @Test
    void rowThatChangedSinceTheSnapshotIsStoreConflict() {
        assertThat(failureOf(unit -> {
                    execute(unit, "SET SESSION innodb_snapshot_isolation = ON");
                    execute(unit, "SELECT * FROM host");
                    transactions.<Integer>inTransaction(
                            between -> execute(between, "UPDATE host SET name = 'meanwhile'"));
                    return execute(unit, "UPDATE host SET name = 'late' WHERE id = 1");
                }))
                .isEqualTo(ErrorCode.STORE_CONFLICT);
    }

    /** Those that cannot be provoked at will are raised by the server with their own number. */
    @ParameterizedTest
    @CsvSource({
        "1021, STORE_UNAVAILABLE",
        "1114, STORE_UNAVAILABLE",
        "1026, STORE_UNAVAILABLE",
        "1206, STORE_UNAVAILABLE",
        "1290, STORE_UNAVAILABLE",
        "1927, STORE_UNAVAILABLE",
        "1317, STORE_CONFLICT",
        "1412, STORE_CONFLICT",
        "1689, STORE_CONFLICT",
    })
    void raisedNumberIsToldApart(int number, ErrorCode code) {
        assertThat(failureOf(unit -> execute(unit, "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = " + number)))
                .isEqualTo(code);
    }
}
