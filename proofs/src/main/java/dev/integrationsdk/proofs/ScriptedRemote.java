package dev.integrationsdk.proofs;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.FakeConnector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the remote of a proof holds: pages of new contacts; each page but the first also changes the first contact of the
 * page before, so that a second scan finds its first state outdated. A contact's name is its external id, so that a row shows whose it is.
 *
 * @param pages at least one
 * @param newPerPage at least one
 */
public record ScriptedRemote(int pages, int newPerPage) {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(1);

    /** 20 pages of 25. */
    public static final ScriptedRemote USUAL = new ScriptedRemote(20, 25);

    /** How many contacts there are in the end. */
    public long records() {
        return recordsAfter(pages);
    }

    /** How many contacts there are after so many pages, if each scan begins where the one before has ended. */
    public long recordsAfter(long pagesRead) {
        return Math.min(pagesRead, pages) * newPerPage;
    }

    /** How many of them have changed: a second scan brings nothing new. */
    public long updatesAfter(long pagesRead) {
        return Math.max(0, Math.min(pagesRead, pages) - 1);
    }

    /** How many changes so many pages name. */
    public long changesIn(long pagesRead) {
        long firstPages = (pagesRead + pages - 1) / pages;
        return pagesRead * newPerPage + pagesRead - firstPages;
    }

    /** Where the scan stands after so many pages. */
    public long positionAfter(long pagesRead) {
        return pagesRead == 0 ? 0 : (pagesRead - 1) % pages + 1;
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
            changes.add(contact(page * newPerPage + i, "first", FIRST));
        }
        if (page > 0) {
            changes.add(contact((page - 1) * newPerPage, "second", SECOND));
        }
        return changes;
    }

    private static Change contact(int number, String state, Instant modifiedAt) {
        String id = "id-" + number;
        Attributes attributes =
                Attributes.builder().put("name", id).put("state", state).build();
        return Change.upserted(ExternalRecord.of(ExternalId.of(id), attributes).withModifiedAt(modifiedAt));
    }
}
