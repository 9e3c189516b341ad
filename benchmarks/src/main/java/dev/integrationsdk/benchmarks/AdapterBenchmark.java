package dev.integrationsdk.benchmarks;

import dev.integrationsdk.adapters.hubspot.HubSpotConnectorProvider;
import dev.integrationsdk.http.OkHttpTransportProvider;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;

/**
 * What the HubSpot adapter alone costs: a full scan of simulated contacts by pages of 100, fetched, parsed and made into
 * changes, beside OkHttp and Jackson's stream that fetch and parse the same. Both run in turns in this process; the remote has
 * one of its own. Either ends the program if it has not seen every contact.
 *
 * <p>{@code -Dn=100000} sets how many contacts there are, {@code -Drounds=7} how often both are measured.
 */
public final class AdapterBenchmark {
    private static final String ACCOUNT = "adapter";
    private static final Set<String> FIELDS = Set.of("email", "firstname", "lastname", "phone");
    private static final int WARM_UP_ROUNDS = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RemoteAccount account;
    private final int records;

    private AdapterBenchmark(RemoteAccount account, int records) {
        this.account = account;
        this.records = records;
    }

    /** A scan that says how many contacts it saw. */
    @FunctionalInterface
    private interface Scan {
        int run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int records = Options.positive("n", 100_000);
        int rounds = Options.positive("rounds", 7);
        try (ServerProcess server = ServerProcess.start(Map.of(ACCOUNT, records))) {
            AdapterBenchmark benchmark = new AdapterBenchmark(server.account(ACCOUNT), records);
            double[] byAdapter = new double[rounds];
            double[] byHand = new double[rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                double adapter = benchmark.rate(benchmark::adapter);
                double hand = benchmark.rate(benchmark::byHand);
                if (round >= 0) {
                    byAdapter[round] = adapter;
                    byHand[round] = hand;
                }
            }
            Arrays.sort(byAdapter);
            Arrays.sort(byHand);
            double adapter = byAdapter[rounds / 2];
            double hand = byHand[rounds / 2];
            System.out.printf(
                    Locale.ROOT,
                    "adapter %,.0f records/s, by hand %,.0f, ratio %.2f (medians of %d)%n",
                    adapter,
                    hand,
                    adapter / hand,
                    rounds);
        }
    }

    private double rate(Scan scan) throws Exception {
        System.gc();
        long begun = System.nanoTime();
        int seen = scan.run();
        long nanos = System.nanoTime() - begun;
        if (seen != records) {
            throw new IllegalStateException("a scan saw " + seen + " of " + records + " contacts");
        }
        return records * NANOS_PER_SECOND / nanos;
    }

    private int byHand() throws Exception {
        OkHttpClient client = new OkHttpClient();
        int seen = 0;
        try (ContactDownload download = ContactDownload.start(client, account)) {
            ContactPage page = download.take();
            seen += page.contacts().size();
            while (page.next() != null) {
                page = download.take();
                seen += page.contacts().size();
            }
        }
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        return seen;
    }

    private int adapter() {
        try (OkHttpTransportProvider transports = new OkHttpTransportProvider()) {
            HttpTransport transport = transports.open(
                    new TransportOptions(true, TransportOptions.DEFAULT_MAX_REPLY_BYTES, Clock.systemUTC()));
            Connector connector = new HubSpotConnectorProvider().open(new LentContext(account, transport));
            PullSource source = connector.capability(PullSource.class).orElseThrow();
            int seen = 0;
            Optional<SyncCheckpoint> position = Optional.empty();
            while (true) {
                CallContext call = new CallContext(
                        new CorrelationId("benchmark"), Instant.now().plusSeconds(30), 1);
                PullPage page = source.pull(
                        new PullRequest(EntityType.of("contact"), ScanKind.FULL, position, FIELDS, 100, call));
                seen += page.changes().size();
                if (page.isLast()) {
                    return seen;
                }
                position = Optional.of(page.next());
            }
        }
    }
}
