package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a run over named records is to apply. Immutable.
 *
 * @param given states that are known already; each is applied only while its record is a dead letter or waits
 * @param ids records whose state is to be read
 * @param kept finds what is kept of records, for an adapter that cannot read them; leaves out those of which nothing is
 */
public record RecordsAsked(List<Change> given, List<ExternalId> ids, Function<List<ExternalId>, List<Change>> kept) {
    public RecordsAsked {
        given = List.copyOf(given);
        ids = List.copyOf(ids);
    }

    /** Records that are read now, of which nothing is kept. */
    public static RecordsAsked of(List<ExternalId> ids) {
        return new RecordsAsked(List.of(), ids, missing -> List.of());
    }

    /** How many there are in all. */
    int size() {
        return given.size() + ids.size();
    }

    /** With what is kept of the records in the place of reading them; those of which nothing is are left out. */
    RecordsAsked asKept() {
        List<Change> states = new ArrayList<>(given);
        states.addAll(kept.apply(ids));
        return states.isEmpty() ? this : new RecordsAsked(states, List.of(), kept);
    }
}
