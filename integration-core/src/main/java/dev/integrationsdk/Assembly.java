package dev.integrationsdk;

import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.CredentialSource;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.RawSecrets;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.event.EventHandler;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.CallQuota;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.WorkThreads;
import dev.integrationsdk.internal.call.CallHooks;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.call.CallPipeline;
import dev.integrationsdk.internal.call.LongLimits;
import dev.integrationsdk.internal.connector.ConnectionStates;
import dev.integrationsdk.internal.connector.ConnectorCredentials;
import dev.integrationsdk.internal.connector.ConnectorDirectory;
import dev.integrationsdk.internal.connector.ConnectorFacade;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.ConnectorTokens;
import dev.integrationsdk.internal.connector.Gatekeeper;
import dev.integrationsdk.internal.connector.KeptCredentialsFacade;
import dev.integrationsdk.internal.connector.LoggedWire;
import dev.integrationsdk.internal.connector.OAuthSystems;
import dev.integrationsdk.internal.connector.OpenConnectors;
import dev.integrationsdk.internal.connector.PipedCalls;
import dev.integrationsdk.internal.connector.Transport;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeyRotation;
import dev.integrationsdk.internal.credential.SecretLookup;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.internal.ledger.Ledger;
import dev.integrationsdk.internal.mapping.MappingOffice;
import dev.integrationsdk.internal.oauth.OAuthWiring;
import dev.integrationsdk.internal.operate.AdoptionOperations;
import dev.integrationsdk.internal.operate.AuditReader;
import dev.integrationsdk.internal.operate.CheckpointOperations;
import dev.integrationsdk.internal.operate.DecidedRuns;
import dev.integrationsdk.internal.operate.Diagnosis;
import dev.integrationsdk.internal.operate.FollowingRunner;
import dev.integrationsdk.internal.operate.HealthOperations;
import dev.integrationsdk.internal.operate.LetterOperations;
import dev.integrationsdk.internal.operate.PushOperations;
import dev.integrationsdk.internal.operate.ReconcileOperations;
import dev.integrationsdk.internal.operate.RecordOperations;
import dev.integrationsdk.internal.operate.ReviewOperations;
import dev.integrationsdk.internal.operate.ScheduleOperations;
import dev.integrationsdk.internal.operate.TenantOperations;
import dev.integrationsdk.internal.record.RecordKeeper;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.internal.sync.HandlerRegistry;
import dev.integrationsdk.internal.sync.StreamRunner;
import dev.integrationsdk.letter.DeadLetterSettings;
import dev.integrationsdk.letter.RecordsKept;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.Inspection;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.Retention;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** Puts the parts together. */
record Assembly(
        Repositories repositories,
        TransactionRunner transactions,
        Optional<TransactionRunner> hostTransactions,
        Choices choices,
        Machine machine) {

    /** What the host has chosen. */
    record Choices(
            AccessPolicy access,
            Deployment deployment,
            EventHandler eventHandler,
            SecretChoices secrets,
            CallBounds callBounds,
            CallQuota callQuota,
            RetryPolicy retryPolicy,
            RunLimits limits,
            DeadLetterSettings letters,
            HandlerRegistry handlers,
            List<IntegrationListener> listeners) {}

    /** Where secrets come from. */
    record SecretChoices(CredentialSource hosts, Secrets resolvers, Optional<EncryptionKeys> keys, OAuthApps apps) {}

    /** What it runs on. */
    record Machine(
            AdapterCatalogue catalogue, Transport transport, WorkThreads threads, Clock clock, LongSupplier nanoTime) {}

    Integrations assembled() {
        Listeners listeners = new Listeners(choices.listeners());
        Gatekeeper gate = new Gatekeeper(choices.access());
        RetryingCaller retries = new RetryingCaller(choices.retryPolicy(), machine.clock());
        TimeOrderedIds ids = new TimeOrderedIds(machine.clock());
        Ledger ledger = new Ledger(repositories.audit(), choices.eventHandler(), listeners, ids, machine.clock());
        ConnectorDirectory directory = new ConnectorDirectory(
                repositories.connectors(), transactions, machine.catalogue(), choices.deployment(), machine.clock());
        ConnectionStates states =
                new ConnectionStates(repositories.connectors(), transactions, directory, ledger, machine.clock());
        Optional<CredentialVault> vault = choices.secrets()
                .keys()
                .map(keys -> new CredentialVault(repositories.credentials(), keys, machine.clock()));
        Optional<KeyRotation> rotation = vault.map(kept -> new KeyRotation(kept, repositories, transactions));
        rotation.ifPresentOrElse(KeyRotation::requireKeys, this::requireNoCredentials);
        SecretLookup lookup = new SecretLookup(
                choices.secrets().resolvers(),
                machine.clock(),
                machine.threads().executor(),
                SecretLookup.TIME_LIMIT);
        ConnectorCredentials credentials = new ConnectorCredentials(
                lookup,
                RawSecrets.of(choices.secrets().resolvers()),
                choices.secrets().hosts(),
                vault,
                transactions,
                machine.clock());
        OpenConnectors connectors = new OpenConnectors(
                directory, credentials, machine.clock(), machine.threads().executor(), machine.transport());
        CallHooks hooks = CallHooks.none()
                .withStanding(directory)
                .withAccess(call -> gate.require(
                        call.terms().actor(),
                        directory.lastKnown(call.connector().key())))
                .withQuota(choices.callQuota())
                .withCredentials(credentials)
                .withReports(states);
        CallPipeline calls = new CallPipeline(
                hooks,
                choices.callBounds(),
                new LongLimits(transactions, repositories.rateUse()),
                choices.retryPolicy(),
                new CallPipeline.Tools(machine.clock(), machine.nanoTime(), ids, listeners));
        CallLog callLog = new CallLog(transactions, repositories.integrationLog(), hooks.reports());
        OAuthSystems systems = new OAuthSystems(
                directory,
                connectors,
                choices.secrets().apps(),
                lookup,
                machine.transport(),
                (key, wire) -> new LoggedWire(wire, key, callLog, ids, machine.clock()),
                machine.clock());
        Optional<OAuthWiring> oauth =
                vault.map(kept -> new OAuthWiring(kept, repositories, transactions, systems, states, machine.clock()));
        oauth.map(OAuthWiring::tokenKeeper)
                .ifPresent(keeper -> credentials.serveTokens(new ConnectorTokens(systems, keeper)));
        StreamRunner.Letters letters = new StreamRunner.Letters(
                keeper(vault),
                choices.letters().longestWait(),
                choices.letters().pauseAt());
        StreamRunner runner = new StreamRunner(
                new StreamRunner.Environment(
                        repositories,
                        transactions,
                        hostTransactions,
                        connectors,
                        choices.limits(),
                        retries,
                        calls,
                        callLog,
                        machine.threads(),
                        machine.clock(),
                        machine.nanoTime(),
                        listeners,
                        gate,
                        ledger,
                        letters),
                choices.handlers());
        ConnectorOffice office = new ConnectorOffice(new ConnectorOffice.Parts(
                repositories,
                transactions,
                retries,
                directory,
                connectors,
                new PipedCalls(calls, callLog, choices.limits().callTimeout()),
                gate,
                ledger,
                states,
                credentials::problems,
                (unit, key) -> repositories.credentials().delete(unit, key),
                (key, by) -> oauth.map(wiring -> wiring.revoke(key, by.correlationId()))
                        .orElse(false),
                key -> {
                    credentials.forget(key);
                    stopWhatIsOff(key, directory, runner);
                },
                choices.handlers()::has,
                machine.clock()));
        HealthOperations health =
                new HealthOperations(office, new Diagnosis.Surroundings(choices.handlers()::has, calls::use));
        MappingOffice mappings = new MappingOffice(office, choices.handlers());
        LetterOperations deadLetters = new LetterOperations(office, runner, letters);
        Runner following = new FollowingRunner(runner, deadLetters, office);
        return new Integrations(new Integrations.Parts(
                new ConnectorFacade(office),
                following,
                new RecordOperations(runner),
                deadLetters,
                health,
                new TenantOperations(
                        office,
                        health,
                        tenant -> runner.stop(stream -> stream.tenant().equals(tenant))),
                new AuditReader(repositories.audit(), transactions, gate),
                new KeptCredentialsFacade(office, credentials, vault, rotation),
                new PushOperations(office),
                new ReviewOperations(office, mappings, new DecidedRuns(runner)),
                mappings,
                new ScheduleOperations(office, following, health),
                oauth.map(wiring -> wiring.connections(choices.secrets().apps(), office::requireCredentials)),
                new Integrations.Scans(
                        new CheckpointOperations(office),
                        new AdoptionOperations(office),
                        new ReconcileOperations(office, runner::compare, runner::repair),
                        runner::preview),
                office::requireAllowed,
                actor -> inspection(office, actor),
                actor -> retention(office, actor)));
    }

    private RecordKeeper keeper(Optional<CredentialVault> vault) {
        if (choices.letters().kept() == RecordsKept.DROPPED) {
            return vault.map(RecordKeeper::onlyOpening).orElseGet(RecordKeeper::none);
        }
        return RecordKeeper.in(vault.orElseThrow(() -> new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                "records are to be kept encrypted, and the library was built without encryption keys")));
    }

    /** Without any key, nothing that is stored could be read. */
    private void requireNoCredentials() {
        Set<String> needed =
                transactions.inTransaction(unit -> repositories.acrossTenants().credentialKeyIds(unit));
        if (!needed.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.CREDENTIALS_UNREADABLE,
                    "stored credentials need the encryption keys " + new TreeSet<>(needed) + ", and none was given");
        }
    }

    private Inspection inspection(ConnectorOffice office, Actor actor) {
        return new Inspection(repositories, transactions, key -> office.isAllowed(actor, Permission.READ, key));
    }

    private Retention retention(ConnectorOffice office, Actor actor) {
        By by = By.of(actor);
        office.requireTenant(by, Permission.OPERATE, AuditAction.HISTORY_PURGED, TenantId.PLATFORM, Optional.empty());
        return new Retention(repositories, transactions, report -> office.purged(by, report));
    }

    private void stopWhatIsOff(ConnectorKey key, ConnectorDirectory directory, StreamRunner runner) {
        directory.refresh(key);
        for (Direction direction : Direction.values()) {
            boolean on = directory
                    .lastKnown(key)
                    .map(known -> known.whyOff(direction).isEmpty())
                    .orElse(false);
            if (!on) {
                runner.stop(stream -> stream.tenant().equals(key.tenant())
                        && stream.connector().equals(key.id())
                        && (stream.scanKind() == ScanKind.PUSH) == (direction == Direction.PUSH));
            }
        }
    }
}
