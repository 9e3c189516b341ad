package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorFields;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.settings.SettingProblem;
import dev.integrationsdk.spi.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds everything that is wrong with a configuration, by field. Immutable. */
final class ConfigProblems {
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_SETTING = 4_000;
    private static final int MOST_FIELDS = 500;
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofDays(31);

    private final Adapters adapters;
    private final Function<ConnectorConfig, List<SettingProblem>> secrets;

    /** @param secrets finds raw secrets and references that do not work */
    ConfigProblems(Adapters adapters, Function<ConnectorConfig, List<SettingProblem>> secrets) {
        this.adapters = adapters;
        this.secrets = secrets;
    }

    List<SettingProblem> of(ConnectorConfig config) {
        List<SettingProblem> problems = new ArrayList<>();
        text("name", config.name(), 1, MAX_NAME).ifPresent(problems::add);
        text("description", config.description(), 0, MAX_DESCRIPTION).ifPresent(problems::add);
        config.pollInterval()
                .filter(interval -> interval.compareTo(SHORTEST_POLL) < 0 || interval.compareTo(LONGEST_POLL) > 0)
                .ifPresent(interval -> problems.add(new SettingProblem("poll-interval", "must be 1 s to 31 days")));
        if (config.fields().size() > MOST_FIELDS) {
            problems.add(new SettingProblem("settings", "are more than " + MOST_FIELDS));
        }
        config.settings()
                .forEach((key, value) -> text(ConnectorFields.setting(key), value, 0, MAX_SETTING)
                        .ifPresent(problems::add));
        problems.addAll(adapterProblems(config));
        problems.addAll(secrets.apply(config));
        return List.copyOf(problems);
    }

    private List<SettingProblem> adapterProblems(ConnectorConfig config) {
        try {
            return Settings.problems(adapters.of(config).descriptor().settings(), config.settings()).stream()
                    .map(problem -> new SettingProblem(ConnectorFields.setting(problem.key()), problem.message()))
                    .toList();
        } catch (IntegrationException noAdapter) {
            return List.of(new SettingProblem(
                    config.variant().isPresent() ? "variant" : "system", "" + noAdapter.getMessage()));
        }
    }

    private static Optional<SettingProblem> text(String field, String text, int shortest, int longest) {
        if (text.strip().length() < shortest || text.length() > longest) {
            return Optional.of(new SettingProblem(field, "must have " + shortest + " to " + longest + " characters"));
        }
        boolean unprintable = text.codePoints().anyMatch(ConfigProblems::isUnprintable);
        return unprintable
                ? Optional.of(new SettingProblem(field, "has control characters or half a surrogate pair"))
                : Optional.empty();
    }

    /** Also those that turn the direction of what follows, since they make one name look like another. */
    private static boolean isUnprintable(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    /** @throws IntegrationException INVALID_CONFIGURATION naming all of them */
    static void refuse(ConnectorConfig config, List<SettingProblem> problems) {
        if (!problems.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION, "connector " + config.key() + ": " + problems);
        }
    }
}
