package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.testkit.hubspot.HubSpotRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RandomPortalTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void mirrorEqualsThePortalOnceItIsQuietWhateverHappenedWhileItWasRead(long seed) {
        Random random = new Random(seed);
        try (Portal portal = new Portal(habits -> habits.searchIndexLag(Duration.ofSeconds(90)), Map.of())) {
            portal.records.addGenerated("contacts", 150, seed);
            Scanner scanner = portal.contacts()
                    .maxRecords(3 + random.nextInt(40))
                    .betweenPages(page -> happen(portal, random, random.nextInt(4)));
            List<PullPage> pages = scanner.full();
            Mirror mirror = Mirror.of(pages);
            for (int i = 0; i < 4; i++) {
                happen(portal, random, random.nextInt(30));
                pages = scanner.deltaAfter(pages);
                mirror.apply(pages);
            }
            portal.clock.turn(Duration.ofMinutes(2));

            mirror.apply(scanner.betweenPages(page -> {}).deltaAfter(pages));

            assertThat(mirror.values("email")).isEqualTo(portal.emails());
        }
    }

    private static void happen(Portal portal, Random random, int times) {
        for (int i = 0; i < times; i++) {
            portal.clock.turn(Duration.ofMillis(random.nextInt(3) * 700L));
            List<HubSpotRecord> live = portal.records.records("contacts");
            String id = live.get(random.nextInt(live.size())).id();
            String other = live.get(random.nextInt(live.size())).id();
            switch (random.nextInt(10)) {
                case 0 -> portal.records.archive("contacts", id);
                case 1 -> {
                    if (!id.equals(other)) {
                        portal.records.merge("contacts", id, other);
                    }
                }
                case 2, 3 -> portal.addContact("new" + random.nextInt() + "@example.com");
                default ->
                    portal.records.updateRecord(
                            "contacts", id, Map.of("email", "changed" + random.nextInt() + "@example.com"));
            }
        }
    }
}
