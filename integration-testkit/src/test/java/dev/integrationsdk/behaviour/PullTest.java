package dev.integrationsdk.behaviour;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static dev.integrationsdk.behaviour.Host.contact;
import static dev.integrationsdk.behaviour.Host.contacts;
import static dev.integrationsdk.testkit.FakeConnector.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

/** Scans from their first page to their last. */
class PullTest extends HostCase {
    @Test
    void everyRecordGetsOneRowAndOneMapping() {
        host.remote.page(contacts(0, 50)).page(contacts(50, 100)).page(contacts(100, 101));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(101);
        assertThat(run.counts().read()).isEqualTo(101);
        assertThat(host.rows).hasSize(101);
        assertThat(host.integrations.inspection(Actor.SYSTEM).mappings(host.scope(), MappingStatus.ACTIVE))
                .isEqualTo(101);
    }

    @Test
    void aSecondFullScanOfTheSameRecordsDoesNotReachTheHandler() {
        host.remote.page(contacts(0, 20));
        host.full();
        host.handled.clear();

        JobRun second = host.full();

        assertThat(second.counts().of(RecordState.UNCHANGED)).isEqualTo(20);
        assertThat(host.handled).isEmpty();
    }

    @Test
    void aChangedRecordKeepsItsInternalId() {
        host.remote.page(contact("a", "Ada"));
        host.full();
        UUID row = host.handled.get(0).internalId();
        host.remote.clear().page(contact("a", "Ada Lovelace"));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.UPDATED)).isEqualTo(1);
        assertThat(host.row(row).text("name")).hasValue("Ada Lovelace");
        assertThat(host.handled.get(1).isNew()).isFalse();
    }

    @Test
    void consecutivePagesShareOneTransaction() {
        restart(Host.withPagesPerCommit(10));
        for (int page = 0; page < 25; page++) {
            host.remote.page(contacts(page * 4, page * 4 + 4));
        }

        host.full();

        assertThat(host.listener.events())
                .containsExactly("started", "progressed 40", "progressed 80", "progressed 100", "ended SUCCEEDED");
    }

    @Test
    void aGroupIsClosedOnceItsValuesAreLargeEnough() {
        restart(new Host(RunLimits.ofDefaults().withBytesPerCommit(1), FieldMapping.identity()));
        host.remote.page(contacts(0, 2)).page(contacts(2, 4));

        host.full();

        assertThat(host.listener.events()).contains("progressed 2", "progressed 4");
    }

    @Test
    void theNextGroupIsFetchedWhileThisOneIsCommitted() {
        restart(Host.withPagesPerCommit(1));
        host.remote.page(contacts(0, 1)).page(contacts(1, 2));
        CountDownLatch secondPageAsked = new CountDownLatch(1);
        host.remote.answerOnPage(1, request -> {
            secondPageAsked.countDown();
            return PullPage.last(contacts(1, 2), SyncCheckpoint.of(1, "2"), Completeness.COMPLETE);
        });
        List<Boolean> askedDuringFirstCommit = new ArrayList<>();
        host.duringPage = changes -> {
            if (askedDuringFirstCommit.isEmpty()) {
                askedDuringFirstCommit.add(await(secondPageAsked));
            }
        };

        host.full();

        assertThat(askedDuringFirstCommit).containsExactly(true);
        assertThat(host.rows).hasSize(2);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void noTransactionIsOpenWhileTheAdapterIsCalled() {
        host.remote.page(contacts(0, 1));
        Map<String, Integer> before = new HashMap<>();
        host.remote.answerOnPage(0, request -> {
            // Would deadlock or refuse if the run's own transaction were still open on this thread.
            before.put("committed", host.store.inTransaction(unit -> 1));
            return PullPage.last(contacts(0, 1), SyncCheckpoint.of(1, "1"), Completeness.COMPLETE);
        });

        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(before).containsEntry("committed", 1);
    }

    @Test
    void theFirstIncrementalScanBeginsWhereTheFullScanEnded() {
        host.remote.page(contacts(0, 10));
        host.full();
        host.remote.page(contacts(10, 13));

        JobRun delta = host.incremental();

        assertThat(delta.counts().read()).isEqualTo(3);
        assertThat(host.incremental().counts().read()).isZero();
    }

    @Test
    void onlyMappedFieldsReachTheHostAndMakeADifference() {
        FieldMapping mapping = FieldMapping.builder().field("name", "full_name").build();
        restart(new Host(RunLimits.ofDefaults(), mapping));
        host.remote.page(withNote("first"));
        host.full();
        host.remote.clear().page(withNote("second"));

        JobRun second = host.full();

        assertThat(second.counts().of(RecordState.UNCHANGED)).isEqualTo(1);
        assertThat(host.rows.values()).extracting(Attributes::names).containsExactly(List.of("full_name"));
        assertThat(host.remote.requests().get(0).fields()).containsExactly("name");
    }

    private static Change withNote(String note) {
        return Change.upserted(ExternalRecord.of(
                ExternalId.of("a"),
                Attributes.builder().put("name", "Ada").put("note", note).build()));
    }

    @Test
    void theCorrelationIdStandsInRequestsRunsAndLogContext() {
        CorrelationId id = CorrelationId.random();
        host.remote.page(contacts(0, 1));
        Map<String, String> seen = new HashMap<>();
        host.duringPage = changes -> seen.putAll(MDC.getCopyOfContextMap());
        RunRequest request = RunRequest.of(host.connector.stream(CONTACT, ScanKind.FULL))
                .withCorrelationId(id)
                .withRequestedBy(Actor.of("user-7"));

        JobRun run = host.integrations.run(request);

        assertThat(run.correlationId()).isEqualTo(id);
        assertThat(run.requestedBy()).isEqualTo(Actor.of("user-7"));
        assertThat(host.remote.requests().get(0).call().correlationId()).isEqualTo(id);
        assertThat(seen).containsEntry("correlationId", id.value()).containsEntry("tenant", "acme");
        assertThat(host.integrations.inspection(Actor.SYSTEM).run(Host.ACME, run.id()))
                .contains(run);
    }

    @Test
    void aReplayHasTheSameDeliveryIdAndAnotherStateAnother() {
        host.remote.page(contact("a", "Ada"));
        List<String> deliveries = new ArrayList<>();
        host.duringPage = changes -> deliveries.add(changes.get(0).deliveryId());
        host.duringPage = host.duringPage.andThen(changes -> {
            if (deliveries.size() == 1) {
                host.store.failNextCommit(CommitFault.LOST_BEFORE);
            }
        });
        host.full();
        host.remote.clear().page(contact("a", "Ada L."));
        host.full();

        assertThat(deliveries).hasSize(3).allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(deliveries.get(1)).isEqualTo(deliveries.get(0));
        assertThat(deliveries.get(2)).isNotEqualTo(deliveries.get(0));
    }
}
