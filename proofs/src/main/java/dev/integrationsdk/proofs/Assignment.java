package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Worker} is to do, as it travels in its arguments. Immutable.
 *
 * @param database prepared
 * @param script what its remote holds
 * @param leaseTime of its runs
 * @param halt where each of its runs stops and waits for {@code go}
 * @param plants faults in it
 */
record Assignment(
        Database database, ScriptedRemote script, Duration leaseTime, Optional<Halt> halt, Set<Plant> plants) {
    /** A copy that stops there. */
    Assignment withHalt(Point point, int occurrence) {
        return new Assignment(database, script, leaseTime, Optional.of(new Halt(point, occurrence)), plants);
    }

    List<String> toArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "product=" + database.product(),
                "url=" + database.url(),
                "user=" + database.user(),
                "password=" + database.password(),
                "pages=" + script.pages(),
                "newPerPage=" + script.newPerPage(),
                "leaseMillis=" + leaseTime.toMillis()));
        halt.ifPresent(here -> arguments.add("point=" + here.point()));
        halt.ifPresent(here -> arguments.add("occurrence=" + here.occurrence()));
        plants.forEach(plant -> arguments.add(plant + "="));
        return arguments;
    }

    static Assignment of(String... arguments) {
        Map<String, String> named = new HashMap<>();
        for (String argument : arguments) {
            int end = argument.indexOf('=');
            named.put(argument.substring(0, end), argument.substring(end + 1));
        }
        Set<Plant> plants = EnumSet.noneOf(Plant.class);
        for (Plant plant : Plant.values()) {
            if (named.containsKey(plant.name())) {
                plants.add(plant);
            }
        }
        return new Assignment(
                new Database(text(named, "product"), text(named, "url"), text(named, "user"), text(named, "password")),
                new ScriptedRemote(number(named, "pages"), number(named, "newPerPage")),
                Duration.ofMillis(number(named, "leaseMillis")),
                Optional.ofNullable(named.get("point"))
                        .map(point -> new Halt(Point.valueOf(point), number(named, "occurrence"))),
                plants);
    }

    private static String text(Map<String, String> named, String name) {
        return Objects.requireNonNull(named.get(name), name);
    }

    private static int number(Map<String, String> named, String name) {
        return Integer.parseInt(text(named, name));
    }

    /**
     * Where a run stops.
     *
     * @param point of the page cycle
     * @param occurrence which of the times in one run that it is reached; 0 is the first
     */
    record Halt(Point point, int occurrence) {}
}
