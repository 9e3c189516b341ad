package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Pulls as the engine does, and checks what every page owes it. Each page comes from a connector of its own, so that
 * nothing can be remembered between them.
 */
final class Scanner {
    private static final int MOST_PAGES = 2_000;

    private final ConnectorContext context;
    private final EntityType type;
    private int maxRecords = 100;
    private Set<String> fields = Set.of();
    private Optional<PullRange> range = Optional.empty();
    private Consumer<PullPage> betweenPages = page -> {};

    Scanner(ConnectorContext context, String type) {
        this.context = context;
        this.type = EntityType.of(type);
    }

    Scanner maxRecords(int records) {
        maxRecords = records;
        return this;
    }

    Scanner fields(Set<String> names) {
        fields = names;
        return this;
    }

    Scanner betweenPages(Consumer<PullPage> action) {
        betweenPages = action;
        return this;
    }

    List<PullPage> full() {
        return scan(ScanKind.FULL, Optional.empty());
    }

    List<PullPage> between(Instant from, Instant until) {
        range = Optional.of(new PullRange(from, until));
        List<PullPage> pages = scan(ScanKind.BACKFILL, Optional.empty());
        range = Optional.empty();
        return pages;
    }

    List<PullPage> deltaSince(String watermark) {
        return scan(ScanKind.INCREMENTAL, Optional.of(SyncCheckpoint.of(1, watermark)));
    }

    List<PullPage> deltaAfter(List<PullPage> earlier) {
        return scan(ScanKind.INCREMENTAL, Optional.of(last(earlier).next()));
    }

    List<PullPage> scan(ScanKind kind, Optional<SyncCheckpoint> from) {
        List<PullPage> pages = new ArrayList<>();
        Optional<SyncCheckpoint> position = from;
        while (true) {
            PullPage page = page(kind, position);
            assertThat(page.changes()).hasSizeLessThanOrEqualTo(maxRecords);
            pages.add(page);
            if (page.isLast()) {
                assertThat(page.next().cursor()).isEmpty();
                return pages;
            }
            assertThat(Optional.of(page.next())).isNotEqualTo(position);
            assertThat(pages.size()).isLessThan(MOST_PAGES);
            betweenPages.accept(page);
            position = Optional.of(page.next());
        }
    }

    PullPage page(ScanKind kind, Optional<SyncCheckpoint> from) {
        CallContext call = new CallContext(
                new CorrelationId("run-7"), context.clock().instant().plus(Duration.ofSeconds(30)), 1);
        PullSource source = new HubSpotConnectorProvider()
                .open(context)
                .capability(PullSource.class)
                .orElseThrow();
        return source.pull(new PullRequest(type, kind, from, fields, range, maxRecords, call));
    }

    /** The error of a page that has to fail. */
    IntegrationException failure(ScanKind kind, Optional<SyncCheckpoint> from) {
        return catchThrowableOfType(IntegrationException.class, () -> page(kind, from));
    }

    IntegrationException failure(ScanKind kind) {
        return failure(kind, Optional.empty());
    }

    static PullPage last(List<PullPage> pages) {
        return pages.get(pages.size() - 1);
    }

    static String watermark(List<PullPage> pages) {
        return last(pages).next().watermark();
    }
}
