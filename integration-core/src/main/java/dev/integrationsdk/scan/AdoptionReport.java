package dev.integrationsdk.scan;

import java.util.List;
import java.util.Objects;

/**
 * What became of pairs that were imported. Immutable.
 *
 * @param imported are known from now on
 * @param known were known before, and are the same
 * @param refused contradict what is known, or each other
 */
public record AdoptionReport(int imported, int known, List<Refusal> refused) {
    public AdoptionReport {
        refused = List.copyOf(refused);
    }

    /** @param reason for a person; no personal data but ids */
    public record Refusal(KnownPair pair, String reason) {
        public Refusal {
            Objects.requireNonNull(pair, "pair");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
