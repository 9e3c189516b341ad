package dev.integrationsdk.examples;

import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.testkit.hubspot.HubSpotSimulator;
import dev.integrationsdk.testkit.hubspot.SimulatedPortal;
import dev.integrationsdk.testkit.ldap.DirectorySimulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The customers' systems: simulators on free ports, or a real one that the environment names. */
final class Remotes implements AutoCloseable {
    private final RemoteClock clock = new RemoteClock();
    private final List<Tenant> connections = new ArrayList<>();
    private final Map<String, SimulatedPortal> portals = new LinkedHashMap<>();
    private final Map<String, DirectorySimulator> directories = new LinkedHashMap<>();
    private Optional<HubSpotSimulator> simulator = Optional.empty();

    private Remotes() {}

    /** Simulated ones, unless the environment names a real one, which is then only read. */
    static Remotes open(Map<String, String> environment, int scale) throws LDAPException {
        Remotes remotes = new Remotes();
        if (environment.containsKey("HUBSPOT_ACCESS_TOKEN")) {
            String url = environment.getOrDefault("HUBSPOT_BASE_URL", "https://api.hubapi.com");
            remotes.connections.add(Tenant.hubSpot(
                    "real", url, environment.get("HUBSPOT_ACCESS_TOKEN"), environment.containsKey("HUBSPOT_BASE_URL")));
        }
        if (environment.containsKey("LDAP_URL")) {
            remotes.connections.add(Tenant.directory("real", ldap(environment)));
        }
        if (remotes.connections.isEmpty()) {
            remotes.simulate("acme", 1, scale);
            remotes.simulate("globex", 2, scale);
            remotes.clock.catchUp();
        }
        return remotes;
    }

    private static Tenant.Ldap ldap(Map<String, String> environment) {
        return new Tenant.Ldap(
                required(environment, "LDAP_URL"),
                required(environment, "LDAP_BASE_DN"),
                required(environment, "LDAP_BIND_DN"),
                required(environment, "LDAP_BIND_PASSWORD"),
                false);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("LDAP_URL is set, so " + name + " must be set too");
        }
        return value;
    }

    /** 10,000 records for each tenant, or a fraction of them. */
    private void simulate(String tenant, long seed, int scale) throws LDAPException {
        if (simulator.isEmpty()) {
            simulator = Optional.of(HubSpotSimulator.builder()
                    .clock(clock)
                    .portal(token("acme"), portal -> portal.callsPerTenSeconds(1_000))
                    .portal(token("globex"), portal -> portal.callsPerTenSeconds(1_000))
                    .start());
        }
        HubSpotSimulator running = simulator.get();
        SimulatedPortal portal = running.portal(token(tenant));
        portal.addGenerated("companies", 2_000 / scale, seed);
        portal.addGenerated("contacts", 5_500 / scale, seed);
        portal.addGenerated("deals", 1_500 / scale, seed);
        portals.put(tenant, portal);
        connections.add(Tenant.hubSpot(tenant, running.baseUri().toString(), token(tenant), true));

        DirectorySimulator directory = DirectorySimulator.startGenerated(940 / scale, 60 / scale, seed);
        directories.put(tenant, directory);
        String url = "ldap://" + directory.host() + ":" + directory.port();
        connections.add(Tenant.directory(
                tenant,
                new Tenant.Ldap(
                        url,
                        DirectorySimulator.BASE_DN,
                        DirectorySimulator.SERVICE_DN,
                        DirectorySimulator.SERVICE_PASSWORD,
                        true)));
    }

    private static String token(String tenant) {
        return "pat-simulated-" + tenant;
    }

    boolean areSimulated() {
        return simulator.isPresent();
    }

    /** One for each connector. */
    List<Tenant> connections() {
        return List.copyOf(connections);
    }

    SimulatedPortal portal(String tenant) {
        return simulated(portals, tenant);
    }

    DirectorySimulator directory(String tenant) {
        return simulated(directories, tenant);
    }

    private static <T> T simulated(Map<String, T> remotes, String tenant) {
        T found = remotes.get(tenant);
        if (found == null) {
            throw new IllegalArgumentException("nothing is simulated for " + tenant);
        }
        return found;
    }

    @Override
    public void close() {
        simulator.ifPresent(HubSpotSimulator::close);
        directories.values().forEach(DirectorySimulator::close);
    }
}
