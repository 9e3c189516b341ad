package dev.integrationsdk.spi;

/**
 * The version of this SPI. A provider says which one it was built for; the engine loads it if it can serve that.
 * Immutable.
 *
 * @param major adapters of another major version are not loaded
 * @param minor adapters that need a later minor version are not loaded
 */
public record SpiVersion(int major, int minor) {
    /** What this jar offers. */
    public static final SpiVersion CURRENT = new SpiVersion(0, 1);

    /** Whether an engine of this version can serve an adapter that was built for the other. */
    public boolean serves(SpiVersion adapter) {
        return major == adapter.major && minor >= adapter.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
