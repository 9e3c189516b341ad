package dev.integrationsdk.spi.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A connector's settings after validation: typed, with defaults filled in. Immutable; {@code toString} prints keys only. */
public final class Settings {
    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** Everything that is wrong with these texts, in the order of their keys; empty if nothing is. */
    public static List<SettingProblem> problems(List<SettingSpec> specs, Map<String, String> texts) {
        Map<String, String> problems = new TreeMap<>();
        Map<String, SettingSpec> known = new HashMap<>();
        for (SettingSpec spec : specs) {
            known.put(spec.key(), spec);
            problem(spec, texts).ifPresent(message -> problems.put(spec.key(), message));
        }
        for (String key : texts.keySet()) {
            if (!known.containsKey(key)) {
                problems.put(key, "is not a setting of this adapter; it has " + new TreeMap<>(known).keySet());
            }
        }
        List<SettingProblem> result = new ArrayList<>();
        problems.forEach((key, message) -> result.add(new SettingProblem(key, message)));
        return result;
    }

    /** @throws IllegalArgumentException if {@link #problems} would name any */
    public static Settings of(List<SettingSpec> specs, Map<String, String> texts) {
        List<SettingProblem> problems = problems(specs, texts);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("settings are not valid: " + problems);
        }
        Map<String, Object> values = new HashMap<>();
        for (SettingSpec spec : specs) {
            Optional<String> text = Optional.ofNullable(texts.get(spec.key())).or(spec::defaultValue);
            text.ifPresent(present -> values.put(spec.key(), spec.type().parse(present)));
        }
        return new Settings(values);
    }

    private static Optional<String> problem(SettingSpec spec, Map<String, String> texts) {
        String text = texts.get(spec.key());
        if (text == null || text.isBlank()) {
            boolean missing = spec.isRequired() || text != null;
            return missing ? Optional.of("is missing; expected " + spec.type().expectation()) : Optional.empty();
        }
        if (!spec.choices().isEmpty() && !spec.choices().contains(text)) {
            return Optional.of("must be one of " + spec.choices());
        }
        try {
            spec.type().parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException wrongForm) {
            return Optional.of("must be " + spec.type().expectation());
        }
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String.class::cast);
    }

    public Optional<Long> integer(String key) {
        return Optional.ofNullable(values.get(key)).map(Long.class::cast);
    }

    /** False where the setting has no value. */
    public boolean isTrue(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    public Optional<Duration> duration(String key) {
        return Optional.ofNullable(values.get(key)).map(Duration.class::cast);
    }

    public Optional<URI> url(String key) {
        return Optional.ofNullable(values.get(key)).map(URI.class::cast);
    }

    /** @throws java.util.NoSuchElementException if the setting has no value, which a required one always has */
    public String requiredText(String key) {
        return text(Objects.requireNonNull(key, "key")).orElseThrow();
    }

    @Override
    public String toString() {
        return "Settings" + new TreeMap<>(values).keySet();
    }
}
