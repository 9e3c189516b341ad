package dev.integrationsdk.simulation;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SurveyTest {
    @Test
    void survey() {
        TreeMap<String, Integer> count = new TreeMap<>();
        TreeMap<String, String> first = new TreeMap<>();
        long from = Long.getLong("from", 1);
        long to = Long.getLong("to", 500);
        long begun = System.nanoTime();
        for (long seed = from; seed <= to; seed++) {
            try {
                new World(Schedule.of(seed), new Planted()).play();
            } catch (RuntimeException | Error failure) {
                String key = String.valueOf(failure.getMessage()).replaceAll("[0-9a-f]{8}-[-0-9a-f]*", "U").replaceAll("[0-9]+", "#");
                key = key.substring(0, Math.min(60, key.length()));
                count.merge(key, 1, Integer::sum);
                first.putIfAbsent(key, seed + " " + failure.getMessage() + (failure instanceof Violation ? "" : java.util.Arrays.asList(failure.getStackTrace()).subList(0, Math.min(8, failure.getStackTrace().length))));
            }
        }
        System.out.println("took " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        count.forEach((key, n) -> System.out.println(n + " x " + first.get(key)));
    }
}
