package dev.integrationsdk.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plays schedules: {@code -Dsimulation.schedules=100000} for so many, {@code -Dsimulation.seed=7} for one of them. */
class SimulationTest {
    private static final Logger LIBRARY = Logger.getLogger("dev.integrationsdk");

    @BeforeEach
    void quiet() {
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        LIBRARY.setLevel(null);
    }

    @Test
    void everyScheduleEndsWithBothSidesEqualAndNothingLostOrTwice() {
        Long one = Long.getLong("simulation.seed");
        long first = one == null ? 1 : one;
        long last = one == null ? Long.getLong("simulation.schedules", 1_000) : one;
        for (long seed = first; seed <= last; seed++) {
            play(Schedule.of(seed), new Planted());
        }
    }

    static void play(Schedule schedule, Planted planted) {
        try {
            new World(schedule, planted).play();
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(failure.getMessage() + "\n" + schedule, failure);
        }
    }
}
