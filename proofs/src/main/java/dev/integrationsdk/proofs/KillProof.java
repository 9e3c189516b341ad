package dev.integrationsdk.proofs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Kills workers with {@code SIGKILL} and checks that nothing is lost and nothing is twice. Without arguments each point on
 * three pages, on every database that can be had; {@code KILLS SEED} any points on any pages, the same for the same seed.
 */
public final class KillProof {
    private static final int AT_ONCE = 3;
    private static final int REPORT_EVERY = 20;

    private KillProof() {}

    /** Exits with 1 if anything was lost or is there twice, else with 0: a server's threads would keep it alive. */
    public static void main(String[] arguments) throws IOException {
        System.exit(prove(arguments) ? 0 : 1);
    }

    private static boolean prove(String... arguments) throws IOException {
        List<Kill> kills = kills(arguments);
        Path folder = Files.createTempDirectory("kill-proof-");
        KillSeries series = new KillSeries(new Grounds(folder), AT_ONCE);
        long begun = System.nanoTime();
        System.out.println(kills.size() + " kills on " + Grounds.products());
        series.run(kills, Set.of(), (done, kill, findings) -> {
            if (!findings.isEmpty()) {
                System.out.println("WRONG after " + kill + ": " + findings);
            }
            if (done % REPORT_EVERY == 0) {
                System.out.println("  " + done + " killed and resumed, " + since(begun) + " s; "
                        + series.failures().size() + " wrong");
            }
        });
        report(kills);
        System.out.println(kills.size() + " kills, "
                + (kills.size() - series.failures().size())
                + " resumed with nothing lost and nothing twice; " + since(begun) + " s; longest wait for a lease "
                + series.longestWait().toMillis() + " ms");
        return series.failures().isEmpty();
    }

    private static List<Kill> kills(String... arguments) {
        if (arguments.length > 0) {
            return Kill.any(Grounds.products(), Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        }
        List<Kill> kills = new ArrayList<>();
        Grounds.products().forEach(product -> kills.addAll(Kill.eachPointOnThreePages(product)));
        return kills;
    }

    private static void report(List<Kill> kills) {
        for (Point point : Point.values()) {
            long times = kills.stream().filter(kill -> kill.point() == point).count();
            System.out.println("  " + point + ": " + times);
        }
    }

    private static long since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }
}
