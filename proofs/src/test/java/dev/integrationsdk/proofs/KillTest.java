package dev.integrationsdk.proofs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker is killed with SIGKILL at every point of a run, on every database; whoever comes next finds everything, once. */
class KillTest {
    private static final int AT_ONCE = 3;

    @TempDir
    private Path folder;

    @Test
    void aRunKilledAnywhereIsResumedWithNothingLostAndNothingTwice() {
        List<Kill> kills = new ArrayList<>();
        Grounds.products().forEach(product -> kills.addAll(Kill.eachPoint(product)));
        KillSeries series = new KillSeries(new Grounds(folder), AT_ONCE);

        series.run(kills, Set.of(), (done, kill, findings) -> {});

        assertThat(series.failures()).isEmpty();
        assertThat(kills).hasSizeGreaterThanOrEqualTo(20 * Grounds.products().size());
    }

    @ParameterizedTest
    @EnumSource(names = {"ROWS_OUTSIDE", "CHECKPOINT_FIRST", "LATE_WRITES"})
    void aPlantedFaultIsFoundOut(Plant plant) {
        Kill kill = new Kill("h2", plant == Plant.LATE_WRITES ? Point.AFTER_PROGRESS : Point.BEFORE_COMMIT, 5);
        KillSeries series = new KillSeries(new Grounds(folder), 1);

        series.run(List.of(kill), Set.of(plant), (done, killed, findings) -> {});

        assertThat(series.failures().get(kill)).anyMatch(found -> found.startsWith(evidence(plant)));
    }

    private static String evidence(Plant plant) {
        return switch (plant) {
            case ROWS_OUTSIDE -> "rows: 525 instead of 500";
            case CHECKPOINT_FIRST -> "after the kill, rows: 125 instead of 150";
            default -> "after 6 pages were committed, ";
        };
    }
}
