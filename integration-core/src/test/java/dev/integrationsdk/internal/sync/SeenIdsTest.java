package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.identity.ExternalId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which ids were listed, in little memory. */
class SeenIdsTest {
    @Test
    void aMillionIdsTakeSixteenMebibytes() {
        SeenIds seen = new SeenIds();

        int added = 0;
        for (int i = 0; i < 1_000_000; i++) {
            added += seen.add(ExternalId.of("record-" + i)) ? 1 : 0;
        }

        assertThat(seen.size()).isEqualTo(added).isEqualTo(1_000_000);
        assertThat(seen.bytes()).isEqualTo(16L * 1024 * 1024);
        assertThat(seen.contains(ExternalId.of("record-0"))).isTrue();
        assertThat(seen.contains(ExternalId.of("record-999999"))).isTrue();
        assertThat(seen.contains(ExternalId.of("record-1000000"))).isFalse();
        assertThat(seen.contains(ExternalId.of("Record-0"))).isFalse();
    }

    @Test
    void anIdCountsOnce() {
        SeenIds seen = new SeenIds();

        assertThat(seen.add(ExternalId.of("a"))).isTrue();
        assertThat(seen.add(ExternalId.of("a"))).isFalse();

        assertThat(seen.size()).isEqualTo(1);
    }
}
