package dev.integrationsdk.behaviour;

import dev.integrationsdk.behaviour.SeparateHost.Delivery;
import dev.integrationsdk.behaviour.SeparateHost.Killed;
import dev.integrationsdk.behaviour.SeparateHost.Step;
import dev.integrationsdk.behaviour.SeparateHost.Step.Moment;
import dev.integrationsdk.behaviour.SeparateHost.Step.Place;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.store.MappingStatus;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A host whose rows live in another store than the library's, and what every replay must leave behind. */
abstract class SeparateCase {
    SeparateHost host = new SeparateHost(true);

    @AfterEach
    void close() {
        host.close();
    }

    void restart(SeparateHost other) {
        host.close();
        host = other;
    }

    /** Runs a full scan; every death of the process is followed by another one that goes on. */
    JobRun fullWithRestarts() {
        while (true) {
            try {
                return host.full();
            } catch (Killed killed) {
                host.startAgain();
            }
        }
    }

    static Consumer<Step> once(Place place, int transaction, Moment moment, Runnable action) {
        return step -> {
            if (step.is(place, transaction, moment)) {
                action.run();
            }
        };
    }

    void killAt(Place place, int transaction, Moment moment) {
        host.onStep = once(place, transaction, moment, host::kill);
    }

    void assertOneRowForEach(int records) {
        assertThat(host.rows.values()).extracting(SeparateHost.Row::externalId).doesNotHaveDuplicates();
        assertThat(host.rows).hasSize(records);
        host.rows.forEach((id, row) -> {
            assertThat(host.mapping(row.externalId()).internalId()).isEqualTo(id);
            assertThat(host.mapping(row.externalId()).status()).isEqualTo(MappingStatus.ACTIVE);
        });
        assertThat(host.mappings(MappingStatus.ACTIVE)).isEqualTo(records);
    }

    void assertEveryReplayWasTheSame() {
        Map<String, Set<String>> ids = host.deliveries.stream()
                .collect(Collectors.groupingBy(
                        Delivery::externalId,
                        Collectors.mapping(
                                delivery -> delivery.internalId() + " " + delivery.deliveryId(), Collectors.toSet())));
        assertThat(ids.values()).allSatisfy(each -> assertThat(each).hasSize(1));
    }

    void assertDies() {
        try {
            host.full();
        } catch (Killed killed) {
            return;
        }
        throw new AssertionError("the process was to die");
    }
}
