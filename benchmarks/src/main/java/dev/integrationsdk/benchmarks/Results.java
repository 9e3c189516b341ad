package dev.integrationsdk.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All samples, one for each round, contender and case.
 *
 * <p>A ratio is the median of the rounds' ratios, not the ratio of the medians: what else runs on the machine hits both
 * contenders of a round alike, and the rounds differently.
 */
final class Results {
    private final Map<String, Map<PullCase, List<Sample>>> samples = new HashMap<>();

    void add(String contender, PullCase pullCase, Sample sample) {
        samples.computeIfAbsent(contender, name -> new EnumMap<>(PullCase.class))
                .computeIfAbsent(pullCase, name -> new ArrayList<>())
                .add(sample);
    }

    /** The line that tells of a case. */
    String line(PullCase pullCase, int records) {
        List<Sample> ours = of("ours", pullCase);
        List<Sample> limit = of("limit", pullCase);
        return String.format(
                Locale.ROOT,
                "suite=pull case=%s n=%d ours=%.0f limit=%.0f ratio=%.2f cpu_ratio=%.2f heap_mb=%.1f",
                pullCase,
                records,
                median(ours, Sample::recordsPerSecond),
                median(limit, Sample::recordsPerSecond),
                medianRatio(ours, limit, Sample::recordsPerSecond),
                medianRatio(ours, limit, Sample::cpuNanosPerRecord),
                median(ours, Sample::heapMegabytes));
    }

    private List<Sample> of(String contender, PullCase pullCase) {
        return samples.getOrDefault(contender, Map.of()).getOrDefault(pullCase, List.of());
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).toArray());
    }

    private static double medianRatio(List<Sample> ours, List<Sample> limit, ToDoubleFunction<Sample> figure) {
        double[] ratios = new double[ours.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(limit.get(round));
        }
        return median(ratios);
    }

    /** The one in the middle; of an even number the mean of the two. */
    static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
