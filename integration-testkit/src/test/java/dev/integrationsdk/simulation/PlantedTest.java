package dev.integrationsdk.simulation;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import dev.integrationsdk.testkit.InMemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Defects that are planted, each of which the simulation must find: one that it does not find proves nothing. */
class PlantedTest {
    private static final int MOST_SCHEDULES = 300;

    private static void assertFound(Supplier<Planted> defect) {
        List<String> found = new ArrayList<>();
        for (long seed = 1; seed <= MOST_SCHEDULES && found.isEmpty(); seed++) {
            try {
                new World(Schedule.of(seed), defect.get()).play();
            } catch (Violation violation) {
                found.add("seed " + seed + ": " + violation.getMessage());
            }
        }
        World.trace(found.toString());
        assertThat(found).isNotEmpty();
    }

    /** Planted where a repository does one thing otherwise. */
    private static Planted otherwise(String repository, String method, Instead3 instead) {
        return new Planted() {
            @Override
            Repositories repositories(InMemoryStore store) {
                return with(
                        store,
                        repository,
                        method,
                        (called, target, arguments) ->
                                instead.call(this, arguments, given -> invoke(called, target, given)));
            }
        };
    }

    @FunctionalInterface
    private interface Instead3 {
        @Nullable
        Object call(Planted planted, Object[] arguments, Call call);
    }

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object with(Object[] arguments);
    }

    @Test
    void aMarkThatIsLost() {
        assertFound(() -> otherwise(
                "pushes",
                "mark",
                (planted, arguments, call) -> planted.every(5, "mark") ? null : call.with(arguments)));
    }

    @Test
    void aMarkThatIsSettledThoughTheRowHasChangedSince() {
        assertFound(() -> otherwise("pushes", "settle", (planted, arguments, call) -> {
            Map<Object, Object> numbers = new HashMap<>((Map<?, ?>) arguments[2]);
            call.with(new Object[] {arguments[0], arguments[1], numbers});
            numbers.replaceAll((row, number) -> (Long) number + 1);
            return call.with(new Object[] {arguments[0], arguments[1], numbers});
        }));
    }

    @Test
    void aDeadLetterThatIsNotStored() {
        assertFound(() -> otherwise("deadLetters", "put", (planted, arguments, call) -> null));
    }

    @Test
    void aCheckpointThatPassesARecord() {
        assertFound(() -> otherwise("checkpoints", "advance", (planted, arguments, call) -> {
            StoredCheckpoint next = (StoredCheckpoint) arguments[2];
            String watermark = next.checkpoint().watermark();
            boolean passes = watermark.matches("[0-9]+") && planted.every(10, "advance");
            SyncCheckpoint position =
                    passes ? SyncCheckpoint.of(1, String.valueOf(Long.parseLong(watermark) + 1)) : next.checkpoint();
            StoredCheckpoint written =
                    new StoredCheckpoint(position, next.scanComplete(), next.revision(), next.updatedAt());
            return call.with(new Object[] {arguments[0], arguments[1], written});
        }));
    }

    @Test
    void mappingsThatAreOutOfDate() {
        assertFound(() -> {
            AtomicReference<@Nullable Object> last = new AtomicReference<>();
            return otherwise("mappings", "find", (planted, arguments, call) -> {
                Object before = last.getAndSet(call.with(arguments));
                return before != null && planted.every(10, "find") ? before : last.get();
            });
        });
    }

    /** What was written before a process ended stands, though the transaction never came to its end. */
    @Test
    void aTransactionThatIsHalfCommitted() {
        assertFound(() -> new Planted() {
            @Override
            TransactionRunner transactions(InMemoryStore store) {
                return new TransactionRunner() {
                    @Override
                    public <T> T inTransaction(Work<T> work) {
                        AtomicReference<@Nullable Crash> ended = new AtomicReference<>();
                        List<T> result = store.inTransaction(unit -> {
                            try {
                                return Arrays.asList(work.run(unit));
                            } catch (Crash crash) {
                                ended.set(crash);
                                return List.of();
                            }
                        });
                        Crash crash = ended.get();
                        if (crash != null) {
                            throw crash;
                        }
                        return result.get(0);
                    }
                };
            }
        });
    }
}
