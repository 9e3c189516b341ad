package dev.integrationsdk.connector;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A connector as it is used: what is stored, with what the deployment lays over it. Immutable.
 *
 * @param config what counts
 * @param origins where each of its fields comes from; a setting that only has its adapter's default is here too
 * @param enabled whether it may be used at all
 */
public record EffectiveConnector(ConnectorConfig config, NavigableMap<String, FieldOrigin> origins, boolean enabled) {
    public EffectiveConnector {
        Objects.requireNonNull(config, "config");
        origins = new TreeMap<>(origins);
    }

    /** Whether anything goes this way, pauses aside. */
    public boolean isOn(Direction direction) {
        return enabled && config.directions().contains(direction);
    }

    /** What the deployment has laid over the stored configuration, by field. */
    public Map<String, FieldOrigin> overlaid() {
        NavigableMap<String, FieldOrigin> overlaid = new TreeMap<>(origins);
        overlaid.values().removeIf(origin -> origin == FieldOrigin.DATABASE || origin == FieldOrigin.DEFAULT);
        return overlaid;
    }
}
