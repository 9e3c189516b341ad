package dev.integrationsdk.benchmarks;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Mappings as the engine would want them: external ids in the remote's order, internal ids of version 7. */
final class PageRecords {
    private static final long FIRST = 1_000_000_000L;
    private static final Instant MODIFIED = Instant.parse("2026-11-21T10:00:00.123456Z");

    private PageRecords() {}

    /** @param state another one makes other hashes */
    static List<RecordMapping> page(int from, int to, int state) {
        List<RecordMapping> page = new ArrayList<>(to - from);
        for (int number = from; number < to; number++) {
            page.add(new RecordMapping(
                    ExternalId.of(Long.toString(FIRST + number)),
                    new UUID((0x0190_0000_0000L + number / 4) << 16 | 0x7000 | number % 4, Long.MIN_VALUE | number),
                    MappingStatus.ACTIVE,
                    Optional.of("2026-11-21T10:00:00.123Z"),
                    Optional.of(MODIFIED),
                    new ContentHash(number * 0x9E37_79B9_7F4A_7C15L, state),
                    MODIFIED));
        }
        return page;
    }
}
