package dev.integrationsdk.spi.settings;

/**
 * One thing that is wrong with the settings of a connector. Immutable.
 *
 * @param key the setting
 * @param message what is wrong and what would be right; never the value, which may be a secret put in the wrong place
 */
public record SettingProblem(String key, String message) {
    @Override
    public String toString() {
        return key + ": " + message;
    }
}
