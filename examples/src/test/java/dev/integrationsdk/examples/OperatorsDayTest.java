package dev.integrationsdk.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorsDayTest {
    private static String printed = "";

    @BeforeAll
    static void liveTheDay() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OperatorsDay.run(new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> lines(String beginning) {
        return printed.lines()
                .filter(line -> line.strip().startsWith(beginning))
                .toList();
    }

    @Test
    void everyMistakeIsNamedByFieldAndNoneRepeatsAValue() {
        assertThat(lines("wrong: "))
                .extracting(line -> line.strip().split(":", 3)[1].strip())
                .containsOnly(
                        "settings.base-url", "settings.api-version", "settings.password", "pull.credentials.token");
        assertThat(printed).doesNotContain("hunter2");
    }

    @Test
    void aNewConnectorIsCheckedAndRunsOnceItIsOn() {
        assertThat(printed).contains("checked: read one record", "revision 1, DISABLED, CONNECTED");
        assertThat(lines("acme/").get(0)).contains("SKIPPED", "it is turned off");
        assertThat(lines("acme/").get(1)).contains("SUCCEEDED", "CREATED=40");
        assertThat(printed).contains("{on-premise=FILE}");
    }

    @Test
    void aRefusedTokenIsDiagnosedAndANewOneIsUsed() {
        assertThat(lines("acme/").get(2)).contains("FAILED");
        assertThat(lines("in the way: AUTHENTICATION_FAILED"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).doesNotContain("..").endsWith("then run again."));
        assertThat(lines("checked again")).singleElement().asString().endsWith("CONNECTED");
        assertThat(lines("acme/").get(3)).contains("SUCCEEDED");
    }

    @Test
    void aBadChangeIsRolledBackByAVersionOfItsOwn() {
        assertThat(lines("in the way: NETWORK_FAILED")).isNotEmpty();
        assertThat(lines("revision "))
                .singleElement()
                .asString()
                .contains("revision 4 by ada: settings.base-url, CONNECTED");
    }

    @Test
    void aPausedDirectionStandsStillAndGoesOn() {
        assertThat(lines("acme/").get(4)).contains("SKIPPED", "paused by ada", "stocktaking");
        assertThat(lines("acme/").get(5)).contains("SUCCEEDED");
    }

    @Test
    void aStoredTokenIsReadUnderTheNewKeyAlone() {
        assertThat(printed).contains("1 re-encrypted, 0 unreadable");
        assertThat(lines("acme/").get(6)).contains("SUCCEEDED");
    }

    @Test
    void healthCallsAuditAndEventsAreThere() {
        assertThat(lines("Health: ")).singleElement().asString().contains("last run SUCCEEDED, dead letters 0");
        assertThat(lines("Limit ")).hasSize(2);
        assertThat(lines("Calls: ")).singleElement().asString().contains("SUCCESS=", "FAILED=", "SKIPPED=");
        assertThat(lines("Mallory")).singleElement().asString().endsWith("tenant acme has no connector 'crm'");
        assertThat(lines("Audit: "))
                .singleElement()
                .asString()
                .contains("chain intact")
                .endsWith("mallory CONNECTOR_DISABLED DENIED");
        assertThat(lines("Events"))
                .singleElement()
                .asString()
                .contains("CONNECTOR_CREATED, APP_CONNECTED, CONNECTOR_ENABLED, DATA_SYNCED")
                .contains("REAUTHORIZATION_NEEDED", "DIRECTION_PAUSED", "DIRECTION_RESUMED", "INTEGRATION_FAILED")
                .endsWith("TENANT_REMOVED");
    }

    @Test
    void aRemovedTenantTakesTheHostsRowsAlongAndNoSecretWasPrinted() {
        assertThat(printed).contains("the library's rows, and 40 of the host's; 0 left");
        assertThat(printed).doesNotContain("pat-eu1");
    }
}
