package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a connector for pages as the engine does. */
final class Scanning implements AutoCloseable {
    private final TestContext context;
    private Connector connector;
    private final EntityType entityType;
    private Set<String> fields = Set.of();
    private int maxRecords = 500;

    private Scanning(TestContext context, EntityType entityType) {
        this.context = context;
        this.connector = new LdapConnectorProvider().open(context);
        this.entityType = entityType;
    }

    static Scanning users(TestContext context) {
        return new Scanning(context, LdapConnectorProvider.USER);
    }

    static Scanning groups(TestContext context) {
        return new Scanning(context, LdapConnectorProvider.GROUP);
    }

    static Scanning of(TestContext context, EntityType entityType) {
        return new Scanning(context, entityType);
    }

    /** Reads other entries than usual; before the first page. */
    Scanning filter(String filter) {
        connector.close();
        context.with(DirectoryFilters.setting(entityType), filter);
        connector = new LdapConnectorProvider().open(context);
        return this;
    }

    Scanning fields(String... names) {
        fields = Set.of(names);
        return this;
    }

    Scanning maxRecords(int records) {
        maxRecords = records;
        return this;
    }

    PullPage first() {
        return page(Optional.empty());
    }

    PullPage after(PullPage page) {
        return page(Optional.of(page.next()));
    }

    PullPage page(Optional<SyncCheckpoint> from) {
        return source().pull(request(ScanKind.FULL, from));
    }

    PullRequest request(ScanKind kind, Optional<SyncCheckpoint> from) {
        CallContext call = new CallContext(
                new CorrelationId("test-1"), context.clock().instant().plus(Duration.ofSeconds(30)), 1);
        return new PullRequest(entityType, kind, from, fields, maxRecords, call);
    }

    PullSource source() {
        return connector.capability(PullSource.class).orElseThrow();
    }

    /** All pages from a position to the end. */
    Result all(Optional<SyncCheckpoint> from) {
        List<PullPage> pages = new ArrayList<>();
        pages.add(page(from));
        while (!pages.get(pages.size() - 1).isLast()) {
            pages.add(after(pages.get(pages.size() - 1)));
        }
        return new Result(pages);
    }

    /** All pages of a scan of changes from a position to the end. */
    Result changes(SyncCheckpoint from) {
        List<PullPage> pages = new ArrayList<>();
        SyncCheckpoint position = from;
        do {
            pages.add(source().pull(request(ScanKind.INCREMENTAL, Optional.of(position))));
            position = pages.get(pages.size() - 1).next();
        } while (!pages.get(pages.size() - 1).isLast());
        return new Result(pages);
    }

    Result all() {
        return all(Optional.empty());
    }

    /** The only record of a directory that has one. */
    ExternalRecord one() {
        List<ExternalRecord> records = all().records();
        if (records.size() != 1) {
            throw new AssertionError("one record expected, but there are " + records.size());
        }
        return records.get(0);
    }

    @Override
    public void close() {
        connector.close();
    }

    record Result(List<PullPage> pages) {
        List<ExternalRecord> records() {
            return pages.stream().flatMap(page -> records(page).stream()).toList();
        }

        static List<ExternalRecord> records(PullPage page) {
            return page.changes().stream()
                    .filter(Change.Upserted.class::isInstance)
                    .map(change -> ((Change.Upserted) change).record())
                    .toList();
        }

        List<Change> changes() {
            return pages.stream().flatMap(page -> page.changes().stream()).toList();
        }

        List<Change.Deleted> deletions() {
            return changes().stream()
                    .filter(Change.Deleted.class::isInstance)
                    .map(Change.Deleted.class::cast)
                    .toList();
        }

        List<String> texts(String name) {
            return records().stream()
                    .map(external -> external.attributes().text(name).orElseThrow())
                    .toList();
        }

        /** The last state of the record of this common name. */
        ExternalRecord named(String name) {
            return records().stream()
                    .filter(external -> external.attributes().text("cn").equals(Optional.of(name)))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> new AssertionError("no record is called " + name));
        }

        String idOf(String name) {
            return named(name).externalId().value();
        }

        Completeness completeness() {
            return last().completeness().orElseThrow();
        }

        PullPage last() {
            return pages.get(pages.size() - 1);
        }
    }
}
