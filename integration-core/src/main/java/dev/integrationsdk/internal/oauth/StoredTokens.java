package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeptSecrets;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.CredentialRepository;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The tokens of connections in the store, each access in a short transaction of its own. Thread-safe. */
final class StoredTokens {
    private static final int ATTEMPTS = 5;
    private static final Set<ErrorCode> PASSING =
            EnumSet.of(ErrorCode.STORE_CONFLICT, ErrorCode.COMMIT_UNKNOWN, ErrorCode.STORE_UNAVAILABLE);

    private final CredentialVault vault;
    private final CredentialRepository rows;
    private final TransactionRunner transactions;

    StoredTokens(CredentialVault vault, CredentialRepository rows, TransactionRunner transactions) {
        this.vault = vault;
        this.rows = rows;
        this.transactions = transactions;
    }

    Optional<Versioned> read(ConnectorKey connector) {
        return transactions.inTransaction(unit -> read(unit, connector));
    }

    Optional<Versioned> read(UnitOfWork unit, ConnectorKey connector) {
        return vault.read(unit, connector, OAuthTokens.FIELD).map(StoredTokens::versioned);
    }

    boolean claim(ConnectorKey connector, long version, String owner, Duration time) {
        return transactions.inTransaction(
                unit -> rows.claimRefresh(unit, connector, OAuthTokens.FIELD, version, owner, time));
    }

    void release(ConnectorKey connector, String owner) {
        transactions.inTransaction(unit -> {
            rows.releaseRefresh(unit, connector, OAuthTokens.FIELD, owner);
            return true;
        });
    }

    /**
     * Puts what follows from the tokens that were worked on, and gives the claim back. A row that was only encrypted
     * anew meanwhile is replaced all the same; one with other tokens in it, or none, stays.
     *
     * @return what is stored then, and whether this call put it there
     */
    Replaced replace(ConnectorKey connector, OAuthTokens worked, OAuthTokens next, String owner) {
        for (int attempt = 1; ; attempt++) {
            boolean isFirst = attempt == 1;
            try {
                return transactions.inTransaction(unit -> {
                    Replaced replaced = replace(unit, connector, worked, next);
                    rows.releaseRefresh(unit, connector, OAuthTokens.FIELD, owner);
                    return isFirst ? replaced : replaced.orCommittedBefore(next);
                });
            } catch (IntegrationException failure) {
                if (attempt == ATTEMPTS || !PASSING.contains(failure.code())) {
                    throw failure;
                }
            }
        }
    }

    private Replaced replace(UnitOfWork unit, ConnectorKey connector, OAuthTokens worked, OAuthTokens next) {
        Optional<Versioned> standing = read(unit, connector);
        if (standing.isEmpty() || !standing.get().tokens().equals(worked)) {
            return new Replaced(standing.map(Versioned::tokens), false);
        }
        put(unit, connector, next, standing.get().version());
        return new Replaced(Optional.of(next), true);
    }

    /**
     * Puts tokens whatever stands there, if it may be replaced.
     *
     * @return false if it may not
     */
    boolean replaceAny(ConnectorKey connector, OAuthTokens next, Predicate<OAuthTokens> mayReplace) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.inTransaction(unit -> {
                    Optional<Versioned> standing = read(unit, connector);
                    if (standing.isPresent() && !mayReplace.test(standing.get().tokens())) {
                        return false;
                    }
                    put(unit, connector, next, standing.map(Versioned::version).orElse(0L));
                    return true;
                });
            } catch (IntegrationException failure) {
                if (attempt == ATTEMPTS || !PASSING.contains(failure.code())) {
                    throw failure;
                }
            }
        }
    }

    /** Puts tokens where there are none; where there are some, they stay. */
    void putFirst(ConnectorKey connector, OAuthTokens first) {
        replaceAny(connector, first, standing -> false);
    }

    /** @throws IntegrationException STORE_CONFLICT if another version stands */
    void put(UnitOfWork unit, ConnectorKey connector, OAuthTokens next, long replaced) {
        CredentialVault.Write write = new CredentialVault.Write(next.secrets(), replaced);
        if (vault.put(unit, connector, OAuthTokens.FIELD, write).isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.STORE_CONFLICT, "the connection of " + connector + " was written by another at once");
        }
    }

    private static Versioned versioned(KeptSecrets kept) {
        return new Versioned(kept.version(), OAuthTokens.read(kept.secrets()));
    }

    record Versioned(long version, OAuthTokens tokens) {}

    /**
     * How a replacement ended.
     *
     * @param standing what is stored now; empty if the connector was disconnected
     * @param isOurs whether this call put it there
     */
    record Replaced(Optional<OAuthTokens> standing, boolean isOurs) {
        /** An earlier attempt of this call, whose answer was lost, may have put it there. */
        private Replaced orCommittedBefore(OAuthTokens next) {
            return new Replaced(standing, isOurs || standing.equals(Optional.of(next)));
        }
    }
}
