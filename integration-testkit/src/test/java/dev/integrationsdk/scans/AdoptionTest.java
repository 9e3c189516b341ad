package dev.integrationsdk.scans;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.scan.Adoption;
import dev.integrationsdk.scan.AdoptionReport;
import dev.integrationsdk.scan.KnownPair;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.MappingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Pairs that a host knows before its first sync. */
class AdoptionTest {
    private final ScanHost host = new ScanHost();

    @AfterEach
    void close() {
        host.close();
    }

    private AdoptionReport importPairs(KnownPair... pairs) {
        return host.integrations.adoption().importPairs(ScanHost.OPERATOR, host.scope(), List.of(pairs));
    }

    private static KnownPair pair(String id, long row) {
        return new KnownPair(ExternalId.of(id), new UUID(1, row));
    }

    @Test
    void theFirstSyncOfAPopulatedHostCreatesNothingTwice() {
        host.rows.put(new UUID(1, 1), Attributes.builder().put("name", "old").build());
        host.remote.put("a", "Ada").put("b", "Bob");
        host.clock.turn(Duration.ofMinutes(1));

        importPairs(pair("a", 1));
        JobRun first = host.run(ScanKind.FULL);

        assertThat(first.counts().of(RecordState.UPDATED)).isEqualTo(1);
        assertThat(first.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.rows).hasSize(2);
        assertThat(host.name("a")).isEqualTo("Ada");
        assertThat(host.row("a")).isEqualTo(new UUID(1, 1));
    }

    @Test
    void theSamePairsAreImportedOnce() {
        AdoptionReport first = importPairs(pair("a", 1), pair("b", 2));
        AdoptionReport again = importPairs(pair("a", 1), pair("b", 2), pair("b", 2), pair("c", 3));

        assertThat(first).isEqualTo(new AdoptionReport(2, 0, List.of()));
        assertThat(again).isEqualTo(new AdoptionReport(1, 3, List.of()));
    }

    @Test
    void whatContradictsIsRefusedPairByPairAndTheRestIsImported() {
        importPairs(pair("a", 1));

        AdoptionReport report =
                importPairs(pair("a", 9), pair("z", 1), pair("b", 2), pair("b", 3), pair("c", 2), pair("d", 4));

        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.refused())
                .extracting(AdoptionReport.Refusal::pair)
                .containsExactly(pair("a", 9), pair("z", 1), pair("b", 3), pair("c", 2));
        assertThat(report.refused())
                .extracting(AdoptionReport.Refusal::reason)
                .satisfiesExactly(
                        one -> assertThat(one).contains("belongs to row " + new UUID(1, 1)),
                        two -> assertThat(two).contains("belongs to record a"),
                        three -> assertThat(three).contains("belongs to row " + new UUID(1, 2)),
                        four -> assertThat(four).contains("belongs to record b"));
    }

    @Test
    void aRecordThatWasDeletedHereIsNotImportedAgain() {
        host.remote.put("a", "Ada");
        host.clock.turn(Duration.ofMinutes(1));
        host.run(ScanKind.FULL);
        UUID row = host.row("a");
        host.store.inTransaction(unit -> {
            host.store
                    .mappings()
                    .update(
                            unit,
                            host.scope(),
                            host
                                    .store
                                    .mappings()
                                    .find(unit, host.scope(), List.of(ExternalId.of("a")))
                                    .values()
                                    .stream()
                                    .map(mapping -> mapping.with(
                                            MappingStatus.DELETED, mapping.internalId(), host.clock.instant()))
                                    .toList());
            return true;
        });

        AdoptionReport report = importPairs(new KnownPair(ExternalId.of("a"), row));

        assertThat(report.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains("DELETED"));
    }

    @Test
    void anImportIsAuditedWithItsNumbers() {
        importPairs(pair("a", 1), pair("b", 1));

        assertThat(host.integrations.audit().list(Actor.SYSTEM, ScanHost.ACME, Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.act().action()).isEqualTo(AuditAction.PAIRS_IMPORTED);
                    assertThat(entry.act().detail()).isEqualTo("contact: 1 imported, 0 known before, 1 refused");
                });
    }

    @Test
    void moreThanAPageIsRefused() {
        List<KnownPair> many = new ArrayList<>();
        for (int i = 0; i <= Adoption.MOST; i++) {
            many.add(pair("id-" + i, i));
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.integrations.adoption().importPairs(ScanHost.OPERATOR, host.scope(), many));
    }
}
