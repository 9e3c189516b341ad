package dev.integrationsdk.connector;

import dev.integrationsdk.access.Share;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A configuration as text by field: {@code name}, {@code description}, {@code variant}, {@code on-premise}, {@code
 * poll-interval}, {@code directions}, {@code settings.<key>}, {@code credentials.<name>} for both directions or {@code
 * pull.credentials.<name>} and {@code push.credentials.<name>}, {@code limits.rates}, {@code limits.concurrency}, {@code
 * limits.open-after}, {@code limits.closed-for}, {@code retry.attempts}, {@code retry.first-delay}, {@code
 * retry.longest-wait}, {@code retry.rest}, {@code shares.<actor>}, and for each entity type that has a policy of its own {@code
 * sync.<type>.deletes}, {@code sync.<type>.guard-most}, {@code sync.<type>.guard-share}, {@code sync.<type>.conflicts} and
 * {@code sync.<type>.owners.<field>}.
 */
public final class ConnectorFields {
    /** The fields whose names do not depend on adapter and actors. */
    public static final List<String> PLAIN = List.of(
            "name",
            "description",
            "variant",
            "on-premise",
            "directions",
            "poll-interval",
            "limits.rates",
            "limits.concurrency",
            "limits.open-after",
            "limits.closed-for",
            "retry.attempts",
            "retry.first-delay",
            "retry.longest-wait",
            "retry.rest");

    private static final String SETTINGS = "settings.";
    private static final String CREDENTIALS = "credentials.";
    private static final String SHARES = "shares.";
    private static final String SYNC = "sync.";

    private ConnectorFields() {}

    /** The field of an adapter's setting. */
    public static String setting(String key) {
        return SETTINGS + key;
    }

    /** The fields that say for one direction what this one says for both: they give way to it where it is laid over them. */
    public static List<String> narrower(String field) {
        return field.startsWith(CREDENTIALS) ? List.of("pull." + field, "push." + field) : List.of();
    }

    static NavigableMap<String, String> of(ConnectorConfig config) {
        NavigableMap<String, String> fields = new TreeMap<>();
        fields.put("name", config.name());
        if (!config.description().isEmpty()) {
            fields.put("description", config.description());
        }
        config.variant().ifPresent(variant -> fields.put("variant", variant));
        fields.put("on-premise", String.valueOf(config.isOnPremise()));
        fields.put(
                "directions",
                config.directions().stream().sorted().map(Enum::name).collect(Collectors.joining(",")));
        config.pollInterval().ifPresent(interval -> fields.put("poll-interval", interval.toString()));
        config.settings().forEach((key, value) -> fields.put(SETTINGS + key, value));
        for (Direction direction : Direction.values()) {
            config.credentials(direction).forEach((name, reference) -> fields.put(prefix(direction) + name, reference));
        }
        limits(config.limits(), fields);
        config.retryPolicy().ifPresent(policy -> retry(policy, fields));
        config.policies().forEach((type, policy) -> PolicyFields.write(SYNC + type + ".", policy, fields));
        config.shares().forEach((actor, share) -> fields.put(SHARES + actor.value(), share.name()));
        return fields;
    }

    private static String prefix(Direction direction) {
        return (direction == Direction.PULL ? "pull." : "push.") + CREDENTIALS;
    }

    private static void limits(CallLimits limits, Map<String, String> fields) {
        CallLimits defaults = CallLimits.ofDefaults();
        if (!limits.rates().isEmpty()) {
            fields.put(
                    "limits.rates",
                    limits.rates().stream().map(RateLimit::toString).collect(Collectors.joining(",")));
        }
        if (limits.concurrency() != defaults.concurrency()) {
            fields.put("limits.concurrency", String.valueOf(limits.concurrency()));
        }
        if (limits.openAfter() != defaults.openAfter()) {
            fields.put("limits.open-after", String.valueOf(limits.openAfter()));
        }
        if (!limits.closedFor().equals(defaults.closedFor())) {
            fields.put("limits.closed-for", limits.closedFor().toString());
        }
    }

    private static void retry(RetryPolicy policy, Map<String, String> fields) {
        fields.put("retry.attempts", String.valueOf(policy.maxAttempts()));
        fields.put("retry.first-delay", policy.firstDelay().toString());
        fields.put("retry.longest-wait", policy.longestWait().toString());
        fields.put("retry.rest", policy.restAfterFailure().toString());
    }

    /** What a configuration says, with whatever was wrong with it: what is wrong is left out of the configuration. */
    record Reading(ConnectorConfig config, List<SettingProblem> problems) {}

    /**
     * Reads what {@link ConnectorConfig#fields} writes.
     *
     * @throws IllegalArgumentException naming every field that is unknown or cannot be read
     */
    public static ConnectorConfig parse(ConnectorKey key, SystemCode system, Map<String, String> fields) {
        Reading reading = read(key, system, fields);
        if (!reading.problems().isEmpty()) {
            throw new IllegalArgumentException(reading.problems().toString());
        }
        return reading.config();
    }

    static Reading read(ConnectorKey key, SystemCode system, Map<String, String> fields) {
        Reader reader = new Reader(ConnectorConfig.builder(key.tenant(), key.id(), system));
        // CREDENTIALS for both directions come first, since those of one direction go before them.
        List<String> names = new ArrayList<>(new TreeMap<>(fields).keySet());
        names.sort((one, other) -> Boolean.compare(other.startsWith(CREDENTIALS), one.startsWith(CREDENTIALS)));
        for (String name : names) {
            reader.read(name, String.valueOf(fields.get(name)));
        }
        return reader.end();
    }

    /** Reads one field after the other. */
    private static final class Reader {
        private final ConnectorConfig.Builder builder;
        private final List<SettingProblem> problems = new ArrayList<>();
        private CallLimits limits = CallLimits.ofDefaults();
        private int attempts = RetryPolicy.ofDefaults().maxAttempts();
        private Duration firstDelay = RetryPolicy.ofDefaults().firstDelay();
        private Duration longestWait = RetryPolicy.ofDefaults().longestWait();
        private Duration rest = RetryPolicy.ofDefaults().restAfterFailure();
        private boolean hasRetry;
        private final Map<EntityType, EntityPolicy> policies = new HashMap<>();

        Reader(ConnectorConfig.Builder builder) {
            this.builder = builder;
        }

        void read(String name, String text) {
            try {
                if (!readKeyed(name, text) && !readRetry(name, text)) {
                    readPlain(name, text);
                }
            } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
                problems.add(new SettingProblem(name, "cannot be read; expected " + expectation(name)));
            }
        }

        private boolean readKeyed(String name, String text) {
            if (name.startsWith(SETTINGS)) {
                builder.setting(name.substring(SETTINGS.length()), text);
            } else if (name.startsWith(CREDENTIALS)) {
                builder.credential(name.substring(CREDENTIALS.length()), text);
            } else if (name.startsWith(prefix(Direction.PULL))) {
                builder.credential(
                        Direction.PULL, name.substring(prefix(Direction.PULL).length()), text);
            } else if (name.startsWith(prefix(Direction.PUSH))) {
                builder.credential(
                        Direction.PUSH, name.substring(prefix(Direction.PUSH).length()), text);
            } else if (name.startsWith(SYNC)) {
                readPolicy(name.substring(SYNC.length()), text);
            } else if (name.startsWith(SHARES)) {
                builder.share(Actor.of(name.substring(SHARES.length())), Share.valueOf(text));
            } else {
                return false;
            }
            return true;
        }

        private void readPolicy(String name, String text) {
            PolicyFields.Place place = PolicyFields.place(name);
            EntityPolicy soFar = policies.getOrDefault(place.entityType(), EntityPolicy.ofDefaults());
            policies.put(place.entityType(), PolicyFields.read(soFar, place.field(), text));
        }

        /** The delays are checked against each other, so they are read together at the end. */
        private boolean readRetry(String name, String text) {
            switch (name) {
                case "retry.attempts" -> attempts = Integer.parseInt(text);
                case "retry.first-delay" -> firstDelay = Duration.parse(text);
                case "retry.longest-wait" -> longestWait = Duration.parse(text);
                case "retry.rest" -> rest = Duration.parse(text);
                default -> {
                    return false;
                }
            }
            hasRetry = true;
            return true;
        }

        private void readPlain(String name, String text) {
            switch (name) {
                case "name" -> builder.name(text);
                case "description" -> builder.description(text);
                case "variant" -> builder.variant(text);
                case "on-premise" -> builder.onPremise(isTrue(text));
                case "directions" -> builder.directions(directions(text));
                case "poll-interval" -> builder.pollInterval(Duration.parse(text));
                case "limits.rates" -> limits = limits.withRates(rates(text));
                case "limits.concurrency" -> limits = limits.withConcurrency(Integer.parseInt(text));
                case "limits.open-after" -> limits = limits.withCircuit(Integer.parseInt(text), limits.closedFor());
                case "limits.closed-for" -> limits = limits.withCircuit(limits.openAfter(), Duration.parse(text));
                default -> problems.add(new SettingProblem(name, "is not a field of a connector"));
            }
        }

        Reading end() {
            builder.limits(limits);
            policies.forEach(builder::policy);
            try {
                if (hasRetry) {
                    builder.retryPolicy(new RetryPolicy(attempts, firstDelay, longestWait, rest));
                }
            } catch (IllegalArgumentException contradiction) {
                problems.add(new SettingProblem("retry.longest-wait", "must not be shorter than the first delay"));
            }
            return new Reading(builder.build(), problems);
        }

        private static boolean isTrue(String text) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("not a boolean");
            }
            return text.equals("true");
        }

        private static Set<Direction> directions(String text) {
            Set<Direction> directions = EnumSet.noneOf(Direction.class);
            Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .map(Direction::valueOf)
                    .forEach(directions::add);
            return directions;
        }

        private static List<RateLimit> rates(String text) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .map(RateLimit::parse)
                    .toList();
        }

        private static String expectation(String name) {
            return switch (name) {
                case "on-premise" -> "true or false";
                case "directions" -> "PULL, PUSH or both, with a comma between";
                case "limits.rates" -> "rates such as 10/PT1S,1000/PT1H, each over another time";
                case "limits.concurrency", "limits.open-after" -> "a number from 1 to 1000";
                case "retry.attempts" -> "a number of at least 1";
                case "poll-interval", "limits.closed-for", "retry.first-delay", "retry.longest-wait", "retry.rest" ->
                    "a duration such as PT30S, of at least a second, the first delay not above the longest wait";
                default ->
                    name.startsWith(SHARES)
                            ? "READ or USE, for an actor"
                            : name.startsWith(SYNC) ? PolicyFields.expectation(name) : "another text";
            };
        }
    }
}
