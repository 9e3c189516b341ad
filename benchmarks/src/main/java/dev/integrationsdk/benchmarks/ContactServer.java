package dev.integrationsdk.benchmarks;

import dev.integrationsdk.testkit.hubspot.HubSpotRecord;
import dev.integrationsdk.testkit.hubspot.HubSpotSimulator;
import dev.integrationsdk.testkit.hubspot.PortalSettings;
import dev.integrationsdk.testkit.hubspot.RecordedRequest;
import dev.integrationsdk.testkit.hubspot.SimulatedPortal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The simulated remote, in a process of its own, so that what it costs is nobody's. It prints its address, and then
 * answers each line of standard input by one line, until the input ends:
 *
 * <ol>
 *   <li>{@code content TOKEN}: number and sum of the account's contacts;
 *   <li>{@code change TOKEN}: gives every contact another phone number;
 *   <li>{@code render TOKEN}: lists all contacts as the account was last listed, which leaves them rendered.
 * </ol>
 */
public final class ContactServer {
    private static final String CONTACTS = "contacts";
    private static final String BEARER = "Bearer ";
    private static final String CURSOR_BEFORE = "\"after\":\"";
    private static final int CURSOR_WITHIN = 400;
    private static final int SEED = 7;

    private final HubSpotSimulator simulator;
    private final Map<String, String> listings = new HashMap<>();
    private int changes;

    private ContactServer(HubSpotSimulator simulator) {
        this.simulator = simulator;
    }

    /** @param arguments for each account {@code TOKEN=CONTACTS} */
    public static void main(String[] arguments) throws IOException {
        HubSpotSimulator.Builder builder = HubSpotSimulator.builder().requestLogSize(16);
        for (String account : arguments) {
            builder.portal(account.split("=", 2)[0], PortalSettings.Builder::unlimited);
        }
        try (HubSpotSimulator simulator = builder.start();
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String account : arguments) {
                String[] parts = account.split("=", 2);
                simulator.portal(parts[0]).addGenerated(CONTACTS, Integer.parseInt(parts[1]), SEED);
            }
            ContactServer server = new ContactServer(simulator);
            System.out.println(simulator.baseUri());
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(server.answer(line.split(" ", 2)));
            }
        }
    }

    private String answer(String[] command) throws IOException {
        SimulatedPortal portal = simulator.portal(command[1]);
        switch (command[0]) {
            case "content" -> {
                noteListing(portal);
                Content content = content(portal);
                return content.contacts() + " " + content.sum();
            }
            case "change" -> {
                change(portal);
                return "done";
            }
            case "render" -> {
                render(portal);
                return "done";
            }
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        }
    }

    private static Content content(SimulatedPortal portal) {
        Content content = Content.NONE;
        for (HubSpotRecord contact : portal.records(CONTACTS)) {
            Map<String, String> values = contact.properties();
            content = content.plus(
                    contact.id(),
                    values.get("email"),
                    values.get("firstname"),
                    values.get("lastname"),
                    values.get("phone"));
        }
        return content;
    }

    private void change(SimulatedPortal portal) {
        int number = ++changes * 1_000_000;
        for (HubSpotRecord contact : portal.records(CONTACTS)) {
            portal.updateRecord(CONTACTS, contact.id(), Map.of("phone", "+49 30 " + ++number));
        }
    }

    /** Remembers how the account is listed, cursor aside. */
    private void noteListing(SimulatedPortal portal) {
        for (RecordedRequest request : simulator.requests()) {
            Optional<String> credentials = request.header("Authorization");
            boolean lists = request.method().equals("GET") && !request.query().containsKey("archived");
            if (lists && credentials.equals(Optional.of(BEARER + portal.token()))) {
                String parameters = request.query().entrySet().stream()
                        .filter(parameter -> !parameter.getKey().equals("after"))
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&"));
                listings.put(contender(portal.token()), request.path() + "?" + parameters);
            }
        }
    }

    /** All accounts of a contender are listed in the same way, so that the warm-up's tells the others'. */
    private static String contender(String token) {
        return token.substring(token.lastIndexOf('-') + 1);
    }

    private void render(SimulatedPortal portal) throws IOException {
        String listing = listings.get(contender(portal.token()));
        Optional<String> cursor = Optional.empty();
        do {
            if (listing == null) {
                return;
            }
            String after = cursor.map(position -> "&after=" + encoded(position)).orElse("");
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(simulator.baseUri() + listing + after).toURL().openConnection();
            connection.setRequestProperty("Authorization", BEARER + portal.token());
            try (InputStream body = connection.getInputStream()) {
                cursor = cursor(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } while (cursor.isPresent());
    }

    /** It stands near the end of a page. */
    private static Optional<String> cursor(String page) {
        int found = page.indexOf(CURSOR_BEFORE, Math.max(0, page.length() - CURSOR_WITHIN));
        if (found < 0) {
            return Optional.empty();
        }
        int from = found + CURSOR_BEFORE.length();
        return Optional.of(page.substring(from, page.indexOf('"', from)));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
