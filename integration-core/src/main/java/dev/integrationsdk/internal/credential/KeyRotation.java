package dev.integrationsdk.internal.credential;

import dev.integrationsdk.credential.RotationReport;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCredential;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts all stored credentials under the primary key, in batches, each in a transaction of its own: it may be stopped
 * anywhere, run on many nodes and be run again. Thread-safe.
 */
public final class KeyRotation {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    private static final int ATTEMPTS = 5;
    private static final Set<ErrorCode> PASSING = EnumSet.of(ErrorCode.STORE_CONFLICT, ErrorCode.COMMIT_UNKNOWN);

    private final CredentialVault vault;
    private final Repositories repositories;
    private final TransactionRunner transactions;

    public KeyRotation(CredentialVault vault, Repositories repositories, TransactionRunner transactions) {
        this.vault = vault;
        this.repositories = repositories;
        this.transactions = transactions;
    }

    /**
     * Refuses to go on if a row needs a key that this process does not have.
     *
     * @throws IntegrationException CREDENTIALS_UNREADABLE, naming the ids
     */
    public void requireKeys() {
        Set<String> needed =
                transactions.inTransaction(unit -> repositories.acrossTenants().credentialKeyIds(unit));
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(vault.keys().ids());
        if (!missing.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.CREDENTIALS_UNREADABLE,
                    "stored credentials need the encryption keys " + missing + ", and this process has only "
                            + vault.keys().ids());
        }
    }

    /**
     * Re-encrypts what another key has encrypted. Ends after the batch in hand if the thread is interrupted.
     *
     * @param batch rows of one transaction
     * @param progress gets after every batch what has been done so far, outside of any transaction
     * @throws IntegrationException as the transaction runner throws it; what was reported before is done
     */
    public RotationReport rotate(int batch, Consumer<RotationReport> progress) {
        RotationReport sum = RotationReport.none();
        Optional<StoredCredential> after = Optional.empty();
        while (!sum.complete() && !Thread.currentThread().isInterrupted()) {
            Optional<StoredCredential> from = after;
            Batch<StoredCredential> done =
                    again(() -> transactions.inTransaction(unit -> reencrypt(unit, from, batch)));
            sum = sum.plus(done.report());
            after = done.last();
            progress.accept(sum);
        }
        return sum.complete() ? rotateRecords(batch, sum, progress) : sum;
    }

    /** Records that are kept beside dead letters. */
    private RotationReport rotateRecords(int batch, RotationReport before, Consumer<RotationReport> progress) {
        RotationReport sum = before.plus(RotationReport.none());
        Optional<KeptRecord> after = Optional.empty();
        RotationReport nothing = new RotationReport(0, 0, 0, true);
        while (!sum.complete() && !Thread.currentThread().isInterrupted()) {
            Optional<KeptRecord> from = after;
            Batch<KeptRecord> done =
                    again(() -> transactions.inTransaction(unit -> reencryptRecords(unit, from, batch)));
            sum = sum.plus(done.report());
            after = done.last();
            if (!done.report().equals(nothing)) {
                progress.accept(sum);
            }
        }
        return sum;
    }

    private Batch<KeptRecord> reencryptRecords(UnitOfWork unit, Optional<KeptRecord> after, int limit) {
        List<KeptRecord> rows = repositories
                .acrossTenants()
                .keptRecordsNotUnder(unit, vault.keys().primaryId(), after, limit);
        RotationReport report = RotationReport.none();
        for (KeptRecord row : rows) {
            report = report.plus(reencrypt(unit, row));
        }
        return Batch.of(report, rows, after, limit);
    }

    /** One that was written anew or applied meanwhile is done. */
    private RotationReport reencrypt(UnitOfWork unit, KeptRecord row) {
        try {
            boolean written = repositories.keptRecords().replace(unit, row, vault.reencrypted(row));
            return new RotationReport(written ? 1 : 0, 0, 0, false);
        } catch (IntegrationException unreadable) {
            return unreadable(unreadable);
        }
    }

    private static <T> T again(Supplier<T> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return batch.get();
            } catch (IntegrationException failure) {
                if (attempt == ATTEMPTS || !PASSING.contains(failure.code())) {
                    throw failure;
                }
                LOG.debug("A batch of the re-encryption is done again", failure);
            }
        }
    }

    private Batch<StoredCredential> reencrypt(UnitOfWork unit, Optional<StoredCredential> after, int limit) {
        vault.watch(unit);
        List<StoredCredential> rows = repositories
                .acrossTenants()
                .credentialsNotUnder(unit, vault.keys().primaryId(), after, limit);
        RotationReport report = RotationReport.none();
        for (StoredCredential row : rows) {
            report = report.plus(reencrypt(unit, row));
        }
        return Batch.of(report, rows, after, limit);
    }

    /** Whoever loses against a writer reads again; a row that is gone or under the primary key by then is done. */
    private RotationReport reencrypt(UnitOfWork unit, StoredCredential found) {
        Optional<StoredCredential> row = Optional.of(found);
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (row.isEmpty() || row.get().keyId().equals(vault.keys().primaryId())) {
                    return RotationReport.none();
                }
                if (vault.reencrypt(unit, row.get())) {
                    return new RotationReport(1, 0, 0, false);
                }
                row = repositories.credentials().find(unit, found.connector(), found.field());
            }
            return new RotationReport(0, 0, 1, false);
        } catch (IntegrationException unreadable) {
            return unreadable(unreadable);
        }
    }

    private static RotationReport unreadable(IntegrationException failure) {
        if (failure.code() != ErrorCode.CREDENTIALS_UNREADABLE) {
            throw failure;
        }
        LOG.warn("Something stays under its former key: {}", failure.getMessage());
        return new RotationReport(0, 1, 0, false);
    }

    private record Batch<R>(RotationReport report, Optional<R> last) {
        static <R> Batch<R> of(RotationReport report, List<R> rows, Optional<R> before, int limit) {
            boolean complete = rows.size() < limit;
            return new Batch<>(
                    report.plus(new RotationReport(0, 0, 0, complete)),
                    rows.isEmpty() ? before : Optional.of(rows.get(rows.size() - 1)));
        }
    }
}
