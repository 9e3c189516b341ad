package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.http.OkHttpTransportProvider;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.hubspot.HubSpotSimulator;
import dev.integrationsdk.testkit.hubspot.PortalSettings;
import dev.integrationsdk.testkit.hubspot.SimulatedPortal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A simulated portal, the real transport and a clock that both follow. */
final class Portal implements AutoCloseable {
    static final String TOKEN = "pat-eu1-simulated";
    static final Duration OVERLAP = Duration.ofMinutes(5);

    final TurnableClock clock = TurnableClock.at(Instant.parse("2026-03-10T12:00:00Z"));
    final HubSpotSimulator simulator;
    final SimulatedPortal records;
    final FixedContext context;
    private final OkHttpTransportProvider transports = new OkHttpTransportProvider();

    Portal() {
        this(settings -> settings, Map.of());
    }

    Portal(UnaryOperator<PortalSettings.Builder> habits, Map<String, String> settings) {
        simulator = HubSpotSimulator.builder()
                .clock(clock)
                .requestLogSize(100_000)
                .portal(TOKEN, builder -> habits.apply(builder.unlimited()))
                .start();
        records = simulator.portal();
        HttpTransport transport =
                transports.open(new TransportOptions(true, TransportOptions.DEFAULT_MAX_REPLY_BYTES, clock));
        Map<String, String> texts = new HashMap<>(settings);
        texts.putIfAbsent(HubSpotConnectorProvider.SEARCHES_PER_SECOND, "1000000");
        texts.put(HubSpotConnectorProvider.BASE_URL, simulator.baseUri().toString());
        context = new FixedContext(texts, transport, clock);
        context.token = TOKEN;
    }

    Scanner contacts() {
        return new Scanner(context, "contact");
    }

    Scanner scanner(String type) {
        return new Scanner(context, type);
    }

    CallContext call() {
        return new CallContext(new CorrelationId("run-7"), clock.instant().plus(Duration.ofSeconds(30)), 1);
    }

    <C extends Capability> C capability(Class<C> type) {
        return new HubSpotConnectorProvider().open(context).capability(type).orElseThrow();
    }

    String addContact(String email) {
        return records.addRecord("contacts", Map.of("email", email));
    }

    void addContacts(int count, Instant modified) {
        for (int i = 0; i < count; i++) {
            records.addRecord("contacts", Map.of("email", "a" + i + "@example.com"), modified, modified);
        }
    }

    Map<String, String> emails() {
        return Mirror.values(records.records("contacts"), "email");
    }

    long requestsTo(String pathEnd) {
        return simulator.requests().stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .count();
    }

    @Override
    public void close() {
        transports.close();
        simulator.close();
    }
}
