package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorFields;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.CredentialSource;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.RawSecrets;
import dev.integrationsdk.credential.SecretOwner;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.internal.call.FreshCredentials;
import dev.integrationsdk.internal.call.StoreNeeded;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeptSecrets;
import dev.integrationsdk.internal.credential.SecretLookup;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the secrets of a connector come from: its references, else what the library keeps encrypted, else the host's own
 * source. What is kept is read before each call on a thread that may use the store, and for a few seconds remembered.
 * Thread-safe.
 */
public final class ConnectorCredentials implements CredentialSource, FreshCredentials {
    /** How long it may take until a secret that another process has stored is used. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 10_000;

    private final SecretLookup lookup;
    private final RawSecrets rawSecrets;
    private final CredentialSource hosts;
    private final Optional<CredentialVault> vault;
    private final TransactionRunner transactions;
    private final Clock clock;
    private volatile Tokens tokens = Tokens.NONE;
    private final Map<Slot, Remembered> remembered = new ConcurrentHashMap<>();

    /** @param vault empty if the host has given no encryption keys */
    public ConnectorCredentials(
            SecretLookup lookup,
            RawSecrets rawSecrets,
            CredentialSource hosts,
            Optional<CredentialVault> vault,
            TransactionRunner transactions,
            Clock clock) {
        this.lookup = lookup;
        this.rawSecrets = rawSecrets;
        this.hosts = hosts;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Gives the tokens of connectors that are connected by OAuth. Thread-safe. */
    public interface Tokens {
        /** No connector is. */
        Tokens NONE = new Tokens() {
            @Override
            public boolean serve(ConnectorConfig connector) {
                return false;
            }

            @Override
            public Secret token(ConnectorKey connector, Optional<Secret> refused, CorrelationId correlationId) {
                throw new IllegalStateException("no connector is connected by OAuth");
            }
        };

        boolean serve(ConnectorConfig connector);

        /** @param refused by the remote, so that another one is wanted */
        Secret token(ConnectorKey connector, Optional<Secret> refused, CorrelationId correlationId);
    }

    /** Once, before the first call: tokens are got through connectors, which are opened with this. */
    public void serveTokens(Tokens keeper) {
        tokens = keeper;
    }

    /** What a field of the credential table is called that holds the secrets of one direction. */
    static String field(Direction direction) {
        return "secrets." + direction.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public CredentialSet of(ConnectorConfig connector) {
        return of(connector, Direction.PULL);
    }

    @Override
    public CredentialSet of(ConnectorConfig connector, Direction direction) {
        Map<String, String> references = connector.credentials(direction);
        if (!references.isEmpty()) {
            return CredentialSet.of(resolved(connector, references));
        }
        Remembered kept = remembered.get(new Slot(connector.key(), direction));
        return kept == null || kept.secrets().isEmpty()
                ? hosts.of(connector, direction)
                : CredentialSet.of(kept.secrets());
    }

    private Map<String, Secret> resolved(ConnectorConfig connector, Map<String, String> references) {
        SecretOwner whose = SecretOwner.of(connector.tenant(), connector.id());
        Map<String, Secret> secrets = new TreeMap<>();
        references.forEach(
                (name, reference) -> secrets.put(name, lookup.resolve(whose, SecretReference.parse(reference))));
        return secrets;
    }

    @Override
    public void ensure(Call<?> call, CallContext context) {
        ConnectorConfig config = call.connector().config();
        Slot slot = new Slot(config.key(), call.direction());
        if (vault.isEmpty() || !config.credentials(call.direction()).isEmpty() || isFresh(remembered.get(slot))) {
            return;
        }
        if (!call.caller().mayUseStore()) {
            throw new StoreNeeded();
        }
        remember(slot, read(call, Optional.empty()));
    }

    private Map<String, Secret> read(Call<?> call, Optional<Secret> refused) {
        ConnectorConfig config = call.connector().config();
        if (tokens.serve(config)) {
            return Map.of(
                    CredentialSet.TOKEN,
                    tokens.token(config.key(), refused, call.terms().correlationId()));
        }
        return transactions.inTransaction(unit -> vault.orElseThrow()
                .read(unit, config.key(), field(call.direction()))
                .<Map<String, Secret>>map(KeptSecrets::secrets)
                .orElse(Map.of()));
    }

    private boolean isFresh(@Nullable Remembered kept) {
        Instant now = clock.instant();
        return kept != null
                && !now.isBefore(kept.at())
                && now.isBefore(kept.at().plus(REMEMBERED));
    }

    private void remember(Slot slot, Map<String, Secret> secrets) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.values().removeIf(one -> !isFresh(one));
        }
        remembered.put(slot, new Remembered(secrets, clock.instant()));
    }

    /** A secret that was replaced meanwhile is worth another attempt, and so is a token that can be renewed. */
    @Override
    public boolean refused(Call<?> call, CallContext context) {
        ConnectorConfig config = call.connector().config();
        Slot slot = new Slot(config.key(), call.direction());
        Remembered used = remembered.get(slot);
        if (vault.isEmpty()
                || used == null
                || !config.credentials(call.direction()).isEmpty()) {
            return false;
        }
        if (!call.caller().mayUseStore()) {
            throw new StoreNeeded();
        }
        Map<String, Secret> now = read(call, Optional.ofNullable(used.secrets().get(CredentialSet.TOKEN)));
        remember(slot, now);
        return !used.secrets().equals(now);
    }

    /** What was stored is used at once in this process. */
    public void forget(ConnectorKey key) {
        remembered.keySet().removeIf(slot -> slot.connector().equals(key));
    }

    /** Raw secrets among the settings, and references that do not lead to a secret, by field. */
    public List<SettingProblem> problems(ConnectorConfig config) {
        List<SettingProblem> problems = new ArrayList<>();
        rawSecrets
                .problems(config.settings())
                .forEach(problem ->
                        problems.add(new SettingProblem(ConnectorFields.setting(problem.key()), problem.message())));
        rawSecrets
                .problems(Map.of("name", config.name(), "description", config.description()))
                .forEach(problems::add);
        for (Direction direction : Direction.values()) {
            problems.addAll(references(config, direction));
        }
        return problems;
    }

    private List<SettingProblem> references(ConnectorConfig config, Direction direction) {
        String prefix = direction.name().toLowerCase(Locale.ROOT) + ".credentials.";
        List<SettingProblem> problems = new ArrayList<>();
        Map<String, SecretReference> parsed = new TreeMap<>();
        config.credentials(direction).forEach((name, text) -> {
            try {
                parsed.put(name, SecretReference.parse(text));
            } catch (IllegalArgumentException noReference) {
                problems.add(new SettingProblem(prefix + name, "" + noReference.getMessage()));
            }
        });
        lookup.check(SecretOwner.of(config.tenant(), config.id()), parsed)
                .forEach(problem -> problems.add(new SettingProblem(prefix + problem.key(), problem.message())));
        return problems;
    }

    private record Slot(ConnectorKey connector, Direction direction) {}

    private record Remembered(Map<String, Secret> secrets, Instant at) {
        @Override
        public String toString() {
            return "Remembered" + secrets.keySet();
        }
    }
}
