package dev.integrationsdk.proofs;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One kill of a worker.
 *
 * @param product of the database
 * @param point where it has said to be
 * @param page the first is 0; of no meaning for a point that is reached once a run
 */
record Kill(String product, Point point, int page) {
    private static final ScriptedRemote SCRIPT = ScriptedRemote.USUAL;

    /** Where a worker on this database can be stopped: an embedded one has no answer that could be held. */
    static Set<Point> points(String product) {
        return product.equals("h2")
                ? EnumSet.complementOf(EnumSet.of(Point.COMMIT_UNANSWERED))
                : EnumSet.allOf(Point.class);
    }

    /** Each point once, on one page after the other. */
    static List<Kill> eachPoint(String product) {
        List<Kill> kills = new ArrayList<>();
        for (Point point : points(product)) {
            kills.add(new Kill(product, point, (3 + 7 * kills.size()) % SCRIPT.pages()));
        }
        return kills;
    }

    /** Each point on the first page, on one in the middle and on the last. */
    static List<Kill> eachPointOnThreePages(String product) {
        List<Kill> kills = new ArrayList<>();
        for (Point point : points(product)) {
            kills.add(new Kill(product, point, 0));
            if (!point.isOnceARun()) {
                kills.add(new Kill(product, point, SCRIPT.pages() / 2));
                kills.add(new Kill(product, point, SCRIPT.pages() - 1));
            }
        }
        return kills;
    }

    /** Any points on any pages: the same for the same seed. */
    static List<Kill> any(List<String> products, int number, long seed) {
        Random random = new Random(seed);
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String product = products.get(i % products.size());
            List<Point> points = List.copyOf(points(product));
            kills.add(new Kill(product, points.get(random.nextInt(points.size())), random.nextInt(SCRIPT.pages())));
        }
        return kills;
    }

    @Override
    public String toString() {
        return product + " " + point + (point.isOnceARun() ? "" : " on page " + page);
    }
}
