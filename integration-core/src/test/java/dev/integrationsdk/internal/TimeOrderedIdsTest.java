package dev.integrationsdk.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimeOrderedIdsTest {
    @Test
    void idsOfOneMillisecondGrowAndAreOfVersionSeven() {
        Instant instant = Instant.parse("2026-01-01T00:00:00.123Z");
        TimeOrderedIds ids = new TimeOrderedIds(Clock.fixed(instant, ZoneOffset.UTC));
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }

        assertThat(made)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
        assertThat(made).allMatch(id -> id.version() == 7 && id.variant() == 2);
        assertThat(made.get(0).getMostSignificantBits() >>> 16).isEqualTo(instant.toEpochMilli());
    }
}
