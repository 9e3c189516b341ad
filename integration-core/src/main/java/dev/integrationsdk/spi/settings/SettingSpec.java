package dev.integrationsdk.spi.settings;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Declares one setting of an adapter. Immutable; the {@code with} methods return a changed copy. */
public final class SettingSpec {
    private final String key;
    private final SettingType type;
    private final String description;
    private final boolean required;
    private final @Nullable String defaultValue;
    private final List<String> choices;

    private SettingSpec(
            String key,
            SettingType type,
            String description,
            boolean required,
            @Nullable String defaultValue,
            List<String> choices) {
        this.key = Objects.requireNonNull(key, "key");
        this.type = Objects.requireNonNull(type, "type");
        this.description = Objects.requireNonNull(description, "description");
        this.required = required;
        this.defaultValue = defaultValue;
        this.choices = choices;
    }

    /** A setting that must be supplied. */
    public static SettingSpec required(String key, SettingType type, String description) {
        return new SettingSpec(key, type, description, true, null, List.of());
    }

    /** A setting that may be left out and then has no value. */
    public static SettingSpec optional(String key, SettingType type, String description) {
        return new SettingSpec(key, type, description, false, null, List.of());
    }

    /** What holds where nothing is supplied; makes the setting optional. */
    public SettingSpec withDefault(String text) {
        type.parse(text);
        return new SettingSpec(key, type, description, false, text, choices);
    }

    /** The only texts that are accepted. */
    public SettingSpec withChoices(String... texts) {
        return new SettingSpec(key, type, description, required, defaultValue, List.of(texts));
    }

    public String key() {
        return key;
    }

    public SettingType type() {
        return type;
    }

    public String description() {
        return description;
    }

    public boolean isRequired() {
        return required;
    }

    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** Empty where every text of the type is accepted. */
    public List<String> choices() {
        return choices;
    }
}
