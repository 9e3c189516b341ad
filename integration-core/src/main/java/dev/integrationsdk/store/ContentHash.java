package dev.integrationsdk.store;

/**
 * The first 128 bits of the SHA-256 of what a field mapping uses of a record: equal content, equal hash. Immutable.
 *
 * @param high the first 8 bytes
 * @param low the next 8 bytes
 */
public record ContentHash(long high, long low) {
    /** Of a record of which nothing was ever applied. */
    public static final ContentHash NONE = new ContentHash(0, 0);
}
