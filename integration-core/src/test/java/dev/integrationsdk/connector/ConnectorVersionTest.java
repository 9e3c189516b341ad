package dev.integrationsdk.connector;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConnectorVersionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Actor ADA = Actor.of("ada");
    private static final Actor BOB = Actor.of("bob");

    private final ConnectorConfig config = ConnectorConfig.of(
                    TenantId.of("acme"), ConnectorId.of("crm"), SystemCode.of("hubspot"))
            .withSetting("region", "eu");
    private final ConnectorVersion first = ConnectorVersion.first(config, ADA, NOW);

    @Test
    void newConnectorIsOffUntilSomebodyTurnsItOn() {
        assertThat(first.status()).isEqualTo(ConnectorStatus.DISABLED);
        assertThat(first.enabled(BOB, NOW.plusSeconds(1)))
                .isEqualTo(new ConnectorVersion(config, ConnectorStatus.ENABLED, 2, BOB, NOW.plusSeconds(1)));
    }

    @Test
    void configuringAnewLeavesTheSwitchAsItIs() {
        ConnectorVersion changed = first.enabled(ADA, NOW).with(config.withSetting("region", "us"), BOB, NOW);
        assertThat(changed.status()).isEqualTo(ConnectorStatus.ENABLED);
        assertThat(changed.revision()).isEqualTo(3);
        assertThat(changed.with(config, ADA, NOW).config()).isEqualTo(config);
    }

    @Test
    void deletedOneHasNoSettings() {
        ConnectorVersion last = first.deleted(BOB, NOW);
        assertThat(last.status()).isEqualTo(ConnectorStatus.DELETED);
        assertThat(last.config().settings()).isEmpty();
        assertThat(last.key()).isEqualTo(first.key());
    }

    @Test
    void revisionThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectorVersion(config, ConnectorStatus.ENABLED, 0, ADA, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectorVersion(config, ConnectorStatus.DELETED, 1, ADA, NOW));
    }
}
