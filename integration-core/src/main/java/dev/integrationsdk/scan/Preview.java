package dev.integrationsdk.scan;

import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run would do. Nothing was written for it, and no position has moved. The handler's own answers are not in it, since
 * it was not asked to apply anything. Immutable.
 *
 * @param counts how many records would end in which state, of those that were read
 * @param sample some of them, in the order in which they were read; none that is unchanged
 * @param whole whether the stream was read to its end
 */
public record Preview(RunCounts counts, List<Sample> sample, boolean whole) {
    /** Most entries of the sample. */
    public static final int MOST_SAMPLES = 100;

    /** Most records that may be asked for. */
    public static final int MOST_RECORDS = 100_000;

    public Preview {
        Objects.requireNonNull(counts, "counts");
        sample = List.copyOf(sample);
    }

    /**
     * One record. Immutable; {@code toString} shows no values.
     *
     * @param externalId the record over there
     * @param internalId the host's row; empty if there would be a new one, or none
     * @param kind what happened to it over there
     * @param state how it would end
     * @param reason why, where it would not be applied
     * @param attributes in the host's shape
     */
    public record Sample(
            ExternalId externalId,
            Optional<UUID> internalId,
            ChangeKind kind,
            RecordState state,
            String reason,
            Attributes attributes) {}
}
