package dev.integrationsdk.proofs;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.FakeConnector;
import java.util.ArrayList;
import java.util.List;

/**
 * What the remote of a proof holds: pages of new contacts; each page but the first also changes the first contact of the
 * page before. A contact's name is its external id, so that a row shows whose it is.
 *
 * @param pages at least one
 * @param newPerPage at least one
 */
public record ScriptedRemote(int pages, int newPerPage) {
    /** 20 pages of 25. */
    public static final ScriptedRemote USUAL = new ScriptedRemote(20, 25);

    /** How many contacts there are in the end. */
    public long records() {
        return recordsAfter(pages);
    }

    /** How many contacts so many pages bring. */
    public long recordsAfter(long pagesRead) {
        return pagesRead * newPerPage;
    }

    /** How many changes of known contacts so many pages bring. */
    public static long updatesAfter(long pagesRead) {
        return Math.max(0, pagesRead - 1);
    }

    /** Writes the script. */
    public void tell(FakeConnector remote) {
        for (int page = 0; page < pages; page++) {
            remote.page(page(page));
        }
    }

    private List<Change> page(int page) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < newPerPage; i++) {
            changes.add(contact(page * newPerPage + i, "first"));
        }
        if (page > 0) {
            changes.add(contact((page - 1) * newPerPage, "second"));
        }
        return changes;
    }

    private static Change contact(int number, String state) {
        String id = "id-" + number;
        return Change.upserted(ExternalRecord.of(
                ExternalId.of(id),
                Attributes.builder().put("name", id).put("state", state).build()));
    }
}
