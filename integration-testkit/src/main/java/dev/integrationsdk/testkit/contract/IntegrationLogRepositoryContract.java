package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.CallStatus;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.LogWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.call;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertUnknownStatusIsRefused;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What an {@link dev.integrationsdk.store.IntegrationLogRepository} must hold to. */
public interface IntegrationLogRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void entryIsReadBackAsItWasAppended() {
        StoreUnderTest store = store();
        append(store, call("1", NOW));
        assertThat(list(store, KEY, LogWindow.latest(9))).containsExactly(call("1", NOW));
        assertThat(trace(store, KEY.tenant(), "run-1", LogWindow.latest(9))).containsExactly(call("1", NOW));
    }

    @Test
    default void everyOutcomeIsReadBack() {
        StoreUnderTest store = store();
        List<IntegrationLogEntry.Outcome> outcomes = List.of(
                IntegrationLogEntry.Outcome.success(2, Duration.ofDays(30)),
                IntegrationLogEntry.Outcome.failed(
                        3, Duration.ofNanos(1_000), ErrorCode.RATE_LIMITED, "10 calls a second \uD83D\uDE00"),
                IntegrationLogEntry.Outcome.skipped("the connector is disabled"),
                new IntegrationLogEntry.Outcome(CallStatus.IN_PROGRESS, 1, Duration.ZERO, Optional.empty(), ""));
        List<IntegrationLogEntry> entries = IntStream.range(0, outcomes.size())
                .mapToObj(i -> with(call("call " + i, NOW.minusSeconds(i)), outcomes.get(i)))
                .toList();
        append(store, entries);
        assertThat(list(store, KEY, LogWindow.latest(9))).containsExactlyElementsOf(entries);
    }

    @Test
    default void longestTextsAreKept() {
        StoreUnderTest store = store();
        String emoji = "\uD83D\uDE00";
        IntegrationLogEntry longest = new IntegrationLogEntry(
                row("longest"),
                new ConnectorKey(TenantId.of("t".repeat(64)), ConnectorId.of("c".repeat(64))),
                new CorrelationId("c".repeat(64)),
                new IntegrationLogEntry.Call(
                        emoji.repeat(IntegrationLogEntry.MAX_OPERATION / 2),
                        emoji.repeat(IntegrationLogEntry.MAX_METHOD / 2),
                        emoji.repeat(IntegrationLogEntry.MAX_ENDPOINT / 2)),
                IntegrationLogEntry.Outcome.failed(
                        Integer.MAX_VALUE,
                        Duration.ZERO,
                        ErrorCode.INVALID_PAYLOAD,
                        emoji.repeat(IntegrationLogEntry.MAX_MESSAGE / 2)),
                NOW);
        append(store, longest);
        assertThat(list(store, longest.connector(), LogWindow.latest(9))).containsExactly(longest);
    }

    @Test
    default void manyEntriesAreAppendedAtOnce() {
        StoreUnderTest store = store();
        append(
                store,
                IntStream.range(0, 2_345)
                        .mapToObj(i -> call("call " + i, NOW.plusNanos(i * 1_000L)))
                        .toList());
        assertThat(list(store, KEY, LogWindow.latest(LogWindow.MOST))).hasSize(LogWindow.MOST);
    }

    @Test
    @DisplayName("R01: entry that is there already leaves the transaction usable and is passed over")
    default void pageCanBeAppendedAgain() {
        StoreUnderTest store = store();
        append(store, call("1", NOW));
        store.run(unit -> {
            IntegrationLogEntry other = with(call("1", NOW), IntegrationLogEntry.Outcome.skipped("another outcome"));
            store.repositories().integrationLog().append(unit, List.of(other, call("2", NOW.plusSeconds(1))));
            store.repositories().integrationLog().append(unit, List.of(call("3", NOW.plusSeconds(2))));
        });
        assertThat(list(store, KEY, LogWindow.latest(9)))
                .containsExactly(call("3", NOW.plusSeconds(2)), call("2", NOW.plusSeconds(1)), call("1", NOW));
    }

    @Test
    @DisplayName("R02: page that several threads append at once is there once")
    default void pageThatSeveralThreadsAppendAtOnceIsThereOnce() {
        StoreUnderTest store = store();
        List<IntegrationLogEntry> page = IntStream.range(0, 50)
                .mapToObj(i -> call("call " + i, NOW.plusNanos(i * 1_000L)))
                .toList();
        assertThat(Threads.run(6, thread -> append(store, page)))
                .allSatisfy(refusal -> assertThat(refusal).isEqualTo(ErrorCode.STORE_CONFLICT))
                .hasSizeLessThan(6);
        assertThat(list(store, KEY, LogWindow.latest(100))).hasSize(50);
    }

    @Test
    default void latestCallIsListedFirst() {
        StoreUnderTest store = store();
        append(store, call("2", NOW), call("1", NOW.minusSeconds(1)), call("3", NOW.plusSeconds(1)));
        assertThat(list(store, KEY, LogWindow.latest(2)))
                .containsExactly(call("3", NOW.plusSeconds(1)), call("2", NOW));
    }

    @Test
    @DisplayName("R16: pages give every entry once, those of one microsecond too, while others are appended")
    default void pagesGiveEveryEntryOnceWhileOthersAreAppended() {
        StoreUnderTest store = store();
        List<IntegrationLogEntry> all = IntStream.range(0, 25)
                .mapToObj(i -> call("call " + i, NOW.plusSeconds(i / 10)))
                .toList();
        append(store, all);
        List<IntegrationLogEntry> read = new ArrayList<>();
        LogWindow window = LogWindow.latest(4);
        for (int page = 1; page <= 7; page++) {
            List<IntegrationLogEntry> entries = list(store, KEY, window);
            read.addAll(entries);
            append(store, call("late " + page, NOW.plusSeconds(60)));
            window = window.before(entries.get(entries.size() - 1).position());
        }
        assertThat(list(store, KEY, window)).isEmpty();
        assertThat(read).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    @DisplayName("R16: pages of a trace give every entry once")
    default void pagesOfATraceGiveEveryEntryOnce() {
        StoreUnderTest store = store();
        append(store, call("1", NOW), call("2", NOW), call("3", NOW));
        List<IntegrationLogEntry> first = trace(store, KEY.tenant(), "run-1", LogWindow.latest(2));
        List<IntegrationLogEntry> second = trace(
                store,
                KEY.tenant(),
                "run-1",
                LogWindow.latest(2).before(first.get(1).position()));
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    default void traceGoesThroughAllConnectorsOfTheTenantAndNoOtherWork() {
        StoreUnderTest store = store();
        IntegrationLogEntry staff =
                call("2", new ConnectorKey(KEY.tenant(), ConnectorId.of("staff")), NOW.plusSeconds(1));
        IntegrationLogEntry otherWork =
                new IntegrationLogEntry(row("3"), KEY, new CorrelationId("RUN-1"), staff.call(), staff.outcome(), NOW);
        append(store, call("1", NOW), staff, otherWork);
        assertThat(trace(store, KEY.tenant(), "run-1", LogWindow.latest(9))).containsExactly(staff, call("1", NOW));
        assertThat(list(store, KEY, LogWindow.latest(9))).hasSize(2).doesNotContain(staff);
    }

    @Test
    @DisplayName("R10: entries of tenants with the same names are kept apart")
    default void entriesOfTenantsWithTheSameNamesAreKeptApart() {
        StoreUnderTest store = store();
        append(store, call("1", KEY, NOW));
        assertThat(list(store, OTHER_KEY, LogWindow.latest(9))).isEmpty();
        assertThat(trace(store, OTHER_KEY.tenant(), "run-1", LogWindow.latest(9)))
                .isEmpty();
        append(store, call("1", OTHER_KEY, NOW));
        assertThat(list(store, OTHER_KEY, LogWindow.latest(9))).containsExactly(call("1", OTHER_KEY, NOW));
        assertThat(list(store, KEY, LogWindow.latest(9))).containsExactly(call("1", KEY, NOW));
    }

    @Test
    @DisplayName("R03: rollback undoes append")
    default void rollbackUndoesAppend() {
        StoreUnderTest store = store();
        store.runAndRollBack(unit -> store.repositories().integrationLog().append(unit, List.of(call("1", NOW))));
        assertThat(list(store, KEY, LogWindow.latest(9))).isEmpty();
    }

    @Test
    @DisplayName("R15: instants keep microseconds in UTC whatever the zone")
    default void instantsOfCallsKeepMicroseconds() {
        StoreUnderTest store = store();
        inEveryZone(zone -> {
            append(store, call(zone, NOW));
            assertThat(list(store, KEY, LogWindow.latest(9)))
                    .extracting(IntegrationLogEntry::startedAt)
                    .containsOnly(NOW);
        });
    }

    @Test
    @DisplayName("R22: unknown status text of a call is an error")
    default void unknownStatusOfACallIsAnError() {
        StoreUnderTest store = store();
        append(store, call("1", NOW));
        assertUnknownStatusIsRefused(
                store, unit -> store.repositories().integrationLog().list(unit, KEY, LogWindow.latest(1)));
    }

    private static IntegrationLogEntry with(IntegrationLogEntry entry, IntegrationLogEntry.Outcome outcome) {
        return new IntegrationLogEntry(
                entry.id(), entry.connector(), entry.correlationId(), entry.call(), outcome, entry.startedAt());
    }

    private static void append(StoreUnderTest store, IntegrationLogEntry... entries) {
        append(store, List.of(entries));
    }

    private static void append(StoreUnderTest store, List<IntegrationLogEntry> entries) {
        store.run(unit -> store.repositories().integrationLog().append(unit, entries));
    }

    private static List<IntegrationLogEntry> list(StoreUnderTest store, ConnectorKey connector, LogWindow window) {
        return store.get(unit -> store.repositories().integrationLog().list(unit, connector, window));
    }

    private static List<IntegrationLogEntry> trace(
            StoreUnderTest store, TenantId tenant, String correlationId, LogWindow window) {
        return store.get(unit ->
                store.repositories().integrationLog().trace(unit, tenant, new CorrelationId(correlationId), window));
    }
}
