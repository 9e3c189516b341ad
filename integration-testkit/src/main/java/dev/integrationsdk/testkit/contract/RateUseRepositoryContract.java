package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.RateUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_KEY;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static dev.integrationsdk.testkit.contract.Threads.untilDone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.RateUseRepository} must hold to. */
public interface RateUseRepositoryContract {
    int TAKERS = 8;
    Duration DAY = Duration.ofDays(1);

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R27: of a limit is given what is wanted, then what is left, then nothing")
    default void whatIsWantedThenWhatIsLeftThenNothing() {
        StoreUnderTest store = store();
        RateUse.Key key = key(KEY.tenant(), "portal 7", DAY);
        assertThat(take(store, key, NOW, 60, 100)).isEqualTo(60);
        assertThat(take(store, key, NOW, 60, 100)).isEqualTo(40);
        assertThat(take(store, key, NOW, 60, 100)).isZero();
        assertThat(list(store, KEY.tenant())).containsExactly(new RateUse(key, NOW, 100));
    }

    @Test
    @DisplayName("R27: many threads never get more together than the limit allows, at every level of isolation")
    default void manyThreadsNeverGetMoreTogetherThanTheLimitAllows() {
        StoreUnderTest store = store();
        Isolation.forEach(store, (transactions, level) -> {
            RateUse.Key key = key(Isolation.newScope(level).tenant(), "portal", DAY);
            AtomicLong got = new AtomicLong();
            Threads.run(TAKERS, taker -> {
                for (int i = 0; i < 4; i++) {
                    got.addAndGet(untilDone(() -> transactions.inTransaction(
                            unit -> store.repositories().rateUse().take(unit, key, NOW, 5, 100))));
                }
            });
            assertThat(got).hasValue(100);
            assertThat(list(store, key.tenant())).containsExactly(new RateUse(key, NOW, 100));
        });
    }

    @Test
    @DisplayName("R27: use of an earlier window is forgotten, a stored later one wins")
    default void laterWindowWins() {
        StoreUnderTest store = store();
        RateUse.Key key = key(KEY.tenant(), "portal", DAY);
        take(store, key, NOW, 100, 100);
        Instant next = NOW.plus(DAY);
        assertThat(take(store, key, next, 30, 100)).isEqualTo(30);
        assertThat(take(store, key, NOW, 80, 100)).isEqualTo(70);
        assertThat(list(store, KEY.tenant())).containsExactly(new RateUse(key, next, 100));
    }

    @Test
    @DisplayName("R27: limit that was lowered below what is used gives nothing")
    default void loweredLimitGivesNothing() {
        StoreUnderTest store = store();
        RateUse.Key key = key(KEY.tenant(), "portal", DAY);
        take(store, key, NOW, 80, 100);
        assertThat(take(store, key, NOW, 1, 50)).isZero();
        assertThat(take(store, key, NOW, 50, 100)).isEqualTo(20);
    }

    @Test
    @DisplayName("R14: accounts and times are kept apart and listed in their order, byte by byte")
    default void accountsAndTimesAreKeptApart() {
        StoreUnderTest store = store();
        Duration month = Duration.ofDays(31);
        String longest = "\uD83D\uDE00".repeat(160);
        List<RateUse.Key> keys = List.of(
                key(KEY.tenant(), "A", DAY),
                key(KEY.tenant(), "a", DAY),
                key(KEY.tenant(), "a", month),
                key(KEY.tenant(), "a ", Duration.ofNanos(1)),
                key(KEY.tenant(), "b", Duration.ofMillis(1)),
                key(KEY.tenant(), longest, DAY));
        for (int i = keys.size() - 1; i >= 0; i--) {
            assertThat(take(store, keys.get(i), NOW, 10 + i, 100)).isEqualTo(10 + i);
        }
        assertThat(list(store, KEY.tenant())).extracting(RateUse::key).isEqualTo(keys);
        assertThat(list(store, KEY.tenant())).extracting(RateUse::used).containsExactly(10L, 11L, 12L, 13L, 14L, 15L);
    }

    @Test
    @DisplayName("R15: beginnings of windows keep microseconds in UTC whatever the zone")
    default void beginningsOfWindowsKeepMicroseconds() {
        StoreUnderTest store = store();
        RateUse.Key key = key(KEY.tenant(), "portal", DAY);
        inEveryZone(zone -> {
            take(store, key, NOW, 1, 100);
            assertThat(list(store, KEY.tenant()))
                    .extracting(RateUse::windowStart)
                    .containsExactly(NOW);
        });
        assertThat(take(store, key, NOW, 100, 100)).isEqualTo(97);
    }

    @Test
    @DisplayName("R10: limits of tenants with the same accounts are kept apart")
    default void limitsOfTenantsWithTheSameAccountsAreKeptApart() {
        StoreUnderTest store = store();
        take(store, key(KEY.tenant(), "portal", DAY), NOW, 100, 100);
        assertThat(list(store, OTHER_KEY.tenant())).isEmpty();
        assertThat(take(store, key(OTHER_KEY.tenant(), "portal", DAY), NOW, 100, 100))
                .isEqualTo(100);
        assertThat(list(store, KEY.tenant())).hasSize(1);
    }

    @Test
    @DisplayName("R03: rollback gives back what was taken")
    default void rollbackGivesBackWhatWasTaken() {
        StoreUnderTest store = store();
        RateUse.Key key = key(KEY.tenant(), "portal", DAY);
        store.runAndRollBack(unit -> store.repositories().rateUse().take(unit, key, NOW, 100, 100));
        assertThat(list(store, KEY.tenant())).isEmpty();
        assertThat(take(store, key, NOW, 70, 100)).isEqualTo(70);
        store.runAndRollBack(unit -> store.repositories().rateUse().take(unit, key, NOW.plus(DAY), 30, 100));
        assertThat(list(store, KEY.tenant())).containsExactly(new RateUse(key, NOW, 70));
    }

    private static RateUse.Key key(TenantId tenant, String account, Duration per) {
        return new RateUse.Key(tenant, account, per);
    }

    private static long take(StoreUnderTest store, RateUse.Key key, Instant windowStart, long wanted, long most) {
        return store.get(unit -> store.repositories().rateUse().take(unit, key, windowStart, wanted, most));
    }

    private static List<RateUse> list(StoreUnderTest store, TenantId tenant) {
        return store.get(unit -> store.repositories().rateUse().list(unit, tenant));
    }
}
