package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.BOB;
import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.act;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static dev.integrationsdk.testkit.contract.Threads.untilDone;
import static org.assertj.core.api.Assertions.assertThat;

/** What an {@link dev.integrationsdk.store.AuditRepository} must hold to. */
public interface AuditRepositoryContract {
    int WRITERS = 8;
    int ENTRIES_OF_EACH = 5;

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R25: each entry holds the hash of the one before it")
    default void eachEntryHoldsTheHashOfTheOneBeforeIt() {
        StoreUnderTest store = store();
        AuditEntry first = append(store, act("first"));
        AuditEntry second = append(store, act("second"));
        assertThat(first).isEqualTo(AuditEntry.first(act("first")));
        assertThat(second).isEqualTo(AuditEntry.after(1, first.hash(), act("second")));
        assertThat(list(store, KEY.tenant())).containsExactly(second, first);
    }

    @Test
    @DisplayName("R25: entries that many threads add at once form one chain, from the very first one")
    default void entriesThatManyThreadsAddAtOnceFormOneChain() {
        StoreUnderTest store = store();
        Isolation.forEach(store, (transactions, level) -> {
            TenantId tenant = Isolation.newScope(level).tenant();
            Threads.run(WRITERS, writer -> {
                for (int i = 0; i < ENTRIES_OF_EACH; i++) {
                    AuditEntry.Act act = act(tenant, "entry " + i + " of " + writer);
                    untilDone(() -> append(store, transactions, act));
                }
            });
            assertChain(list(store, tenant), WRITERS * ENTRIES_OF_EACH);
        });
    }

    @Test
    @DisplayName("R25: whoever adds an entry waits for whoever is adding one, and at READ COMMITTED need not give way")
    default void whoeverAddsAnEntryWaits() {
        StoreUnderTest store = store();
        TransactionRunner transactions =
                store.transactionsAt(Connection.TRANSACTION_READ_COMMITTED).orElseGet(store::transactions);
        append(store, act("first"));
        assertThat(Threads.run(WRITERS, writer -> {
                    for (int i = 0; i < ENTRIES_OF_EACH; i++) {
                        append(store, transactions, act("entry " + i + " of " + writer));
                    }
                }))
                .isEmpty();
        assertChain(list(store, KEY.tenant()), 1 + WRITERS * ENTRIES_OF_EACH);
    }

    @Test
    @DisplayName("R25: rollback takes an entry back and leaves no gap")
    default void rollbackTakesAnEntryBackAndLeavesNoGap() {
        StoreUnderTest store = store();
        store.runAndRollBack(unit -> store.repositories().audit().append(unit, act("never")));
        assertThat(list(store, KEY.tenant())).isEmpty();
        append(store, act("first"));
        store.runAndRollBack(unit -> {
            store.repositories().audit().append(unit, act("lost"));
            store.repositories().audit().append(unit, act("lost as well"));
        });
        append(store, act("second"));
        assertChain(list(store, KEY.tenant()), 2);
    }

    @Test
    @DisplayName("R25: several entries of one transaction follow each other")
    default void severalEntriesOfOneTransactionFollowEachOther() {
        StoreUnderTest store = store();
        store.run(unit -> {
            for (int i = 0; i < 3; i++) {
                store.repositories().audit().append(unit, act("entry " + i));
            }
        });
        assertChain(list(store, KEY.tenant()), 3);
    }

    @Test
    @DisplayName("R26: entry of every kind is read back as it was written, its hash holds")
    default void entryOfEveryKindIsReadBackAsItWasWritten() {
        StoreUnderTest store = store();
        List<AuditEntry> written = new ArrayList<>();
        for (AuditAction action : AuditAction.values()) {
            for (AuditEntry.Outcome outcome : AuditEntry.Outcome.values()) {
                written.add(append(
                        store,
                        new AuditEntry.Act(
                                KEY.tenant(),
                                outcome == AuditEntry.Outcome.DONE ? Optional.of(KEY.id()) : Optional.empty(),
                                BOB,
                                action,
                                outcome,
                                new CorrelationId("c-" + action),
                                NOW.plusNanos(789),
                                "\"ä\" \\ \uD83D\uDE00\n")));
            }
        }
        Collections.reverse(written);
        assertThat(list(store, KEY.tenant())).isEqualTo(written).allMatch(AuditEntry::isIntact);
    }

    @Test
    @DisplayName("R26: hash of an entry with the longest detail holds, wherever it was cut")
    default void longestDetailsAreKept() {
        StoreUnderTest store = store();
        List<String> details = List.of(
                "\uD83D\uDE00".repeat(AuditEntry.MAX_DETAIL / 2),
                "\uD83D\uDE00".repeat(AuditEntry.MAX_DETAIL),
                "x" + "\uD83D\uDE00".repeat(AuditEntry.MAX_DETAIL),
                "ä".repeat(AuditEntry.MAX_DETAIL + 1),
                "");
        List<AuditEntry> written = new ArrayList<>();
        details.forEach(detail -> written.add(append(store, act(detail))));
        Collections.reverse(written);
        assertThat(list(store, KEY.tenant())).isEqualTo(written).allMatch(AuditEntry::isIntact);
    }

    @Test
    @DisplayName("R15: hash of an entry holds whatever the zone")
    default void hashHoldsWhateverTheZone() {
        StoreUnderTest store = store();
        inEveryZone(zone -> {
            append(store, act(zone));
            assertThat(list(store, KEY.tenant()))
                    .allMatch(AuditEntry::isIntact)
                    .allSatisfy(entry -> assertThat(entry.act().at()).isEqualTo(NOW));
        });
    }

    @Test
    @DisplayName("R16: entries are listed in pages that no new entry shifts")
    default void entriesAreListedInPages() {
        StoreUnderTest store = store();
        for (int i = 1; i <= 5; i++) {
            append(store, act("entry " + i));
        }
        assertThat(numbers(store, Long.MAX_VALUE, 2)).containsExactly(5L, 4L);
        append(store, act("entry 6"));
        assertThat(numbers(store, 4, 2)).containsExactly(3L, 2L);
        assertThat(numbers(store, 2, 9)).containsExactly(1L);
        assertThat(numbers(store, 1, 9)).isEmpty();
    }

    @Test
    @DisplayName("R10: every tenant has a chain of its own")
    default void everyTenantHasAChainOfItsOwn() {
        StoreUnderTest store = store();
        append(store, act("ours"));
        append(store, act(OTHER_KEY.tenant(), "theirs"));
        append(store, act("ours"));
        append(store, act(TenantId.PLATFORM, "the host's"));
        assertChain(list(store, KEY.tenant()), 2);
        assertChain(list(store, OTHER_KEY.tenant()), 1);
        assertChain(list(store, TenantId.PLATFORM), 1);
        assertThat(list(store, OTHER_KEY.tenant()))
                .extracting(entry -> entry.act().detail())
                .containsExactly("theirs");
    }

    private static void assertChain(List<AuditEntry> latestFirst, int length) {
        List<AuditEntry> entries = new ArrayList<>(latestFirst);
        Collections.reverse(entries);
        String before = AuditEntry.BEGINNING;
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).number()).isEqualTo(i + 1);
            assertThat(entries.get(i).previousHash()).isEqualTo(before);
            assertThat(entries.get(i).isIntact()).isTrue();
            before = entries.get(i).hash();
        }
        assertThat(entries).hasSize(length);
    }

    private static AuditEntry append(StoreUnderTest store, AuditEntry.Act act) {
        return append(store, store.transactions(), act);
    }

    private static AuditEntry append(StoreUnderTest store, TransactionRunner transactions, AuditEntry.Act act) {
        return transactions.inTransaction(unit -> store.repositories().audit().append(unit, act));
    }

    private static List<AuditEntry> list(StoreUnderTest store, TenantId tenant) {
        return store.get(unit -> store.repositories().audit().list(unit, tenant, Long.MAX_VALUE, 1_000));
    }

    private static List<Long> numbers(StoreUnderTest store, long before, int limit) {
        return store.get(unit -> store.repositories().audit().list(unit, KEY.tenant(), before, limit)).stream()
                .map(AuditEntry::number)
                .toList();
    }
}
