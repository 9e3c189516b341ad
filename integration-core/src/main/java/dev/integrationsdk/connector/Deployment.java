package dev.integrationsdk.connector;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of a deployment says of its connectors, beside the database or in place of it. Immutable; the {@code
 * with} methods return a changed copy.
 *
 * <p>Both a file of properties and the environment lay single fields over a connector, or declare one that the database does
 * not have; the environment goes before the file, and both before the database.
 *
 * <ul>
 *   <li>{@code connectors=acme/crm=hubspot acme/directory=ldap}, in the environment {@code INTEGRATION_CONNECTORS}, names
 *       connectors: tenant, id and system. Those that the database does not have are declared by it, and enabled.
 *   <li>{@code acme/crm/settings.base-url=…}, in the environment {@code INTEGRATION_ACME_CRM_SETTINGS_BASE_URL}, sets a field
 *       ({@link ConnectorFields} names them): in capitals, and with {@code _} for whatever is no letter or digit. Since these
 *       names are not exact, the environment reaches only connectors that it names itself.
 *   <li>{@code mode=on-premise}, {@code INTEGRATION_MODE}, chooses the adapter variant of this name wherever a system has it;
 *       {@code variant/ldap=active-directory}, {@code INTEGRATION_VARIANT_LDAP}, chooses one system's.
 * </ul>
 */
public final class Deployment {
    private static final Deployment NONE = new Deployment(Map.of(), Map.of());
    private static final String PREFIX = "INTEGRATION_";
    private static final String CONNECTORS = "connectors";
    private static final String MODE = "mode";
    private static final String VARIANT = "variant/";
    private static final int MOST_NAMED = 10_000;

    private final Map<String, String> file;
    private final Map<String, String> environment;
    /** Read once: every look-up of a connector asks. */
    private volatile @Nullable Declared declared;

    private Deployment(Map<String, String> file, Map<String, String> environment) {
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
    }

    /** Nothing but the database. */
    public static Deployment none() {
        return NONE;
    }

    /** What this process' environment says. */
    public static Deployment ofEnvironment() {
        return NONE.withEnvironment(System.getenv());
    }

    /** @param variables of which those that begin with {@code INTEGRATION_} count */
    public Deployment withEnvironment(Map<String, String> variables) {
        Map<String, String> ours = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                ours.put(name.substring(PREFIX.length()), value);
            }
        });
        return new Deployment(file, ours);
    }

    /**
     * @param properties as {@link Properties} reads them, in UTF-8
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not a file of properties
     */
    public Deployment withFile(Path properties) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(properties)) {
            read.load(reader);
        }
        Map<String, String> texts = new HashMap<>();
        read.stringPropertyNames().forEach(name -> texts.put(name, read.getProperty(name)));
        return new Deployment(texts, environment);
    }

    /**
     * The connectors that it names, with their systems; in the order of their keys.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if one is written otherwise, or if the environment's names of two
     *     of them could be taken for each other; it says which entry, and where it stands
     */
    public Map<ConnectorKey, SystemCode> declared() {
        return read().all();
    }

    private Declared read() {
        Declared known = declared;
        if (known == null) {
            String inCapitals = CONNECTORS.toUpperCase(Locale.ROOT);
            Map<ConnectorKey, SystemCode> all = named(CONNECTORS + " of the file", file.get(CONNECTORS));
            Map<ConnectorKey, SystemCode> inEnvironment = named(PREFIX + inCapitals, environment.get(inCapitals));
            requireUnlike(inEnvironment.keySet());
            all.putAll(inEnvironment);
            known = new Declared(Collections.unmodifiableMap(all), Collections.unmodifiableSet(inEnvironment.keySet()));
            declared = known;
        }
        return known;
    }

    private static Map<ConnectorKey, SystemCode> named(String where, @Nullable String text) {
        Map<ConnectorKey, SystemCode> named = new TreeMap<>(Comparator.comparing(ConnectorKey::toString));
        if (text != null && !text.isBlank()) {
            for (String one : text.strip().split("[\\s,]+", MOST_NAMED)) {
                try {
                    named.put(key(one), SystemCode.of(one.substring(one.indexOf('=') + 1)));
                } catch (IllegalArgumentException unreadable) {
                    throw refused(
                            where,
                            "entry " + (named.size() + 1) + ", '" + cut(one) + "': " + unreadable.getMessage(),
                            unreadable);
                }
            }
        }
        return named;
    }

    private static String cut(String entry) {
        return entry.substring(0, Math.min(80, entry.length()));
    }

    private static IntegrationException refused(String where, String why, @Nullable Throwable cause) {
        String message = "the deployment declares connectors in " + where + "; " + why;
        return cause == null
                ? new IntegrationException(ErrorCode.INVALID_CONFIGURATION, message)
                : new IntegrationException(ErrorCode.INVALID_CONFIGURATION, message, cause);
    }

    private static void requireUnlike(Collection<ConnectorKey> keys) {
        TreeMap<String, ConnectorKey> byVariables = new TreeMap<>();
        for (ConnectorKey key : keys) {
            requireUnlike(key, byVariables.put(variablesOf(key), key));
        }
        // Whatever a name begins comes right after it.
        byVariables.forEach((variables, key) -> {
            Map.Entry<String, ConnectorKey> next = byVariables.higherEntry(variables);
            if (next != null && next.getKey().startsWith(variables)) {
                requireUnlike(key, next.getValue());
            }
        });
    }

    private static void requireUnlike(ConnectorKey one, @Nullable ConnectorKey other) {
        if (other != null) {
            throw refused(
                    PREFIX + CONNECTORS.toUpperCase(Locale.ROOT),
                    "variables of connector " + other + " could be those of " + one
                            + ": name one of them in a file instead",
                    null);
        }
    }

    /** How the names of a connector's variables begin. */
    private static String variablesOf(ConnectorKey key) {
        return capitals(key.tenant() + "_" + key.id()) + "_";
    }

    private static ConnectorKey key(String declaration) {
        int slash = declaration.indexOf('/');
        int equals = declaration.indexOf('=');
        if (slash < 1 || equals < slash) {
            throw new IllegalArgumentException("it is not written as in acme/crm=hubspot");
        }
        return new ConnectorKey(
                TenantId.of(declaration.substring(0, slash)), ConnectorId.of(declaration.substring(slash + 1, equals)));
    }

    /** Which adapter of a system is meant where the connector does not say. */
    public Optional<String> variant(SystemCode system) {
        return Optional.ofNullable(environment.get("VARIANT_" + capitals(system.value())))
                .or(() -> Optional.ofNullable(file.get(VARIANT + system)));
    }

    /** Which adapter variant is meant wherever a system has it. */
    public Optional<String> mode() {
        return Optional.ofNullable(environment.get("MODE")).or(() -> Optional.ofNullable(file.get(MODE)));
    }

    /**
     * What it lays over one connector.
     *
     * @param known names of all fields that the connector may have: its adapter's settings and the general ones
     */
    public Overlay overlay(ConnectorKey key, Collection<String> known) {
        Map<String, String> fields = new TreeMap<>();
        Map<String, FieldOrigin> origins = new TreeMap<>();
        List<SettingProblem> problems = new ArrayList<>();
        String inFile = key + "/";
        file.forEach((name, value) -> {
            if (name.startsWith(inFile)) {
                fields.put(name.substring(inFile.length()), value);
                origins.put(name.substring(inFile.length()), FieldOrigin.FILE);
            }
        });
        Map<String, String> byCapitals = new HashMap<>();
        known.forEach(field -> byCapitals.put(capitals(field), field));
        boolean named = read().inEnvironment().contains(key);
        String inEnvironment = variablesOf(key);
        environment.forEach((name, value) -> {
            if (named && name.startsWith(inEnvironment)) {
                String rest = name.substring(inEnvironment.length());
                String field = byCapitals.getOrDefault(rest, credential(rest));
                if (field.isEmpty()) {
                    problems.add(new SettingProblem(PREFIX + name, "names no field of connector " + key));
                } else {
                    fields.put(field, value);
                    origins.put(field, FieldOrigin.ENVIRONMENT);
                }
            }
        });
        return new Overlay(fields, origins, problems);
    }

    /** Names of credentials are not declared, so those in the environment are taken in small letters. */
    private static String credential(String rest) {
        for (String prefix : List.of("CREDENTIALS_", "PULL_CREDENTIALS_", "PUSH_CREDENTIALS_")) {
            if (rest.startsWith(prefix) && rest.length() > prefix.length()) {
                String field = prefix.toLowerCase(Locale.ROOT).replace('_', '.');
                return field + rest.substring(prefix.length()).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static String capitals(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Override
    public String toString() {
        return "Deployment[file " + new TreeMap<>(file).keySet() + ", environment "
                + new TreeMap<>(environment).keySet() + "]";
    }

    private record Declared(Map<ConnectorKey, SystemCode> all, Set<ConnectorKey> inEnvironment) {}

    /**
     * What is laid over one connector. Immutable.
     *
     * @param fields texts by field
     * @param origins where each comes from
     * @param problems names that mean nothing
     */
    public record Overlay(Map<String, String> fields, Map<String, FieldOrigin> origins, List<SettingProblem> problems) {
        public Overlay {
            fields = Map.copyOf(fields);
            origins = Map.copyOf(origins);
            problems = List.copyOf(problems);
        }
    }
}
