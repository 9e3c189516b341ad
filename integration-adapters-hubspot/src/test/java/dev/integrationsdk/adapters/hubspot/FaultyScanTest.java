package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.testkit.hubspot.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Scans while one request in ten goes wrong. */
class FaultyScanTest {
    private static final Set<String> FIELDS = Set.of("email", "associations.company");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostThoughOneRequestInTenFails(long seed) {
        Random random = new Random(seed);
        try (Portal portal = new Portal()) {
            List<String> contacts = portal.records.addGenerated("contacts", 900, seed);
            List<String> companies = portal.records.addGenerated("companies", 20, seed);
            for (String contact : contacts) {
                portal.records.associate(
                        "contacts", contact, "companies", companies.get(random.nextInt(companies.size())));
            }
            portal.clock.turn(Duration.ofHours(1));
            Mirror mirror = new Mirror();
            SyncCheckpoint end = scan(portal, random, ScanKind.FULL, Optional.empty(), mirror);
            portal.clock.turn(Duration.ofHours(1));
            for (int i = 0; i < 300; i++) {
                String id = contacts.get(random.nextInt(600));
                portal.records.updateRecord("contacts", id, Map.of("email", "changed" + i + "@example.com"));
            }
            contacts.subList(600, 650).forEach(id -> portal.records.archive("contacts", id));
            portal.records.merge("contacts", contacts.get(700), contacts.get(701));

            scan(portal, random, ScanKind.INCREMENTAL, Optional.of(end), mirror);

            assertThat(mirror.values("email")).isEqualTo(portal.emails());
            for (String id : contacts.subList(0, 600)) {
                assertThat(mirror.record(id).texts("associations.company"))
                        .isEqualTo(portal.records.associated("contacts", id, "companies"));
            }
            assertThat(portal.simulator.faults().injected()).isPositive();
        }
    }

    private static SyncCheckpoint scan(
            Portal portal, Random random, ScanKind kind, Optional<SyncCheckpoint> from, Mirror mirror) {
        Scanner scanner = portal.contacts().maxRecords(40).fields(FIELDS);
        Optional<SyncCheckpoint> position = from;
        while (true) {
            portal.simulator.faults().clear();
            for (int request = 0; request < 3; request++) {
                if (random.nextInt(10) == 0) {
                    inject(portal.simulator.faults().next(1).skipping(request), random);
                }
            }
            try {
                PullPage page = scanner.page(kind, position);
                mirror.apply(List.of(page));
                position = Optional.of(page.next());
                if (page.isLast()) {
                    portal.simulator.faults().clear();
                    return page.next();
                }
            } catch (IntegrationException failure) {
                assertThat(failure.code())
                        .isIn(
                                ErrorCode.NETWORK_FAILED,
                                ErrorCode.SERVICE_UNAVAILABLE,
                                ErrorCode.RATE_LIMITED,
                                ErrorCode.INVALID_PAYLOAD);
            }
        }
    }

    private static void inject(FaultRule fault, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> fault.dropBeforeAnswer();
            case 1 -> fault.truncateAnnouncedBody();
            case 2 -> fault.truncateUnannouncedBody();
            case 3 -> fault.status(500 + random.nextInt(5));
            case 4 -> fault.status(423);
            case 5 -> fault.tenSecondlyLimit();
            case 6 -> fault.htmlOk();
            default -> fault.emptyOk();
        }
    }
}
