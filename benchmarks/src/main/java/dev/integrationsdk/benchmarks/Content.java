package dev.integrationsdk.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How many contacts there are, and a sum over their values in which their order does not count: equal on both sides, or
 * something was lost or mixed up. Immutable.
 */
record Content(long contacts, long sum) {
    static final Content NONE = new Content(0, 0);

    /** With one more contact, by its external id and the values that are synchronized. */
    Content plus(@Nullable String... values) {
        String text = Arrays.stream(values).map(String::valueOf).collect(Collectors.joining("\n"));
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return new Content(contacts + 1, sum + checksum.getValue());
    }
}
