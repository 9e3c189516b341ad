package dev.integrationsdk.audit;

import dev.integrationsdk.spi.error.KeptText;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a tenant's audit. Each holds the hash of the one before it, so that none can be changed, taken out or put in
 * between without the chain showing it. Immutable.
 *
 * @param number 1 is the tenant's first; without gaps
 * @param act what was done
 * @param previousHash of the entry before it; {@link #BEGINNING} for the first
 * @param hash SHA-256 over {@code previousHash}, {@code number} and {@code act}, as 64 hexadecimal digits
 */
public record AuditEntry(long number, Act act, String previousHash, String hash) {
    /** What stands before the first entry. */
    public static final String BEGINNING = "0".repeat(64);
    /** Longest detail. */
    public static final int MAX_DETAIL = 2_000;

    public AuditEntry {
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(previousHash, "previousHash");
        Objects.requireNonNull(hash, "hash");
    }

    /** A tenant's first entry. */
    public static AuditEntry first(Act act) {
        return of(1, act, BEGINNING);
    }

    /** What comes after an entry of this number and hash. */
    public static AuditEntry after(long number, String hash, Act act) {
        return of(number + 1, act, hash);
    }

    private static AuditEntry of(long number, Act act, String previousHash) {
        return new AuditEntry(number, act, previousHash, hash(number, act, previousHash));
    }

    /** Whether the entry is as it was written. */
    public boolean isIntact() {
        return hash.equals(hash(number, act, previousHash));
    }

    private static String hash(long number, Act act, String previousHash) {
        MessageDigest digest = sha256();
        part(digest, previousHash);
        part(digest, String.valueOf(number));
        part(digest, act.tenant().value());
        part(digest, act.connector().map(ConnectorId::value).orElse(""));
        part(digest, act.actor().value());
        part(digest, act.action().name());
        part(digest, act.outcome().name());
        part(digest, act.correlationId().value());
        part(digest, act.at().toString());
        part(digest, act.detail());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void part(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** How an action ended. */
    public enum Outcome {
        DONE,
        /** The actor was not allowed to. */
        DENIED
    }

    /**
     * What somebody did. Immutable.
     *
     * @param tenant whose
     * @param connector where it was about one
     * @param actor who
     * @param action what
     * @param outcome whether it came to pass
     * @param correlationId of the work it belonged to
     * @param at by the library's clock, cut to the microsecond
     * @param detail for a person, such as the fields that changed; no secret and no personal data; longer ones are cut
     */
    public record Act(
            TenantId tenant,
            Optional<ConnectorId> connector,
            Actor actor,
            AuditAction action,
            Outcome outcome,
            CorrelationId correlationId,
            Instant at,
            String detail) {
        public Act {
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(connector, "connector");
            Objects.requireNonNull(actor, "actor");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(correlationId, "correlationId");
            at = at.truncatedTo(ChronoUnit.MICROS);
            detail = KeptText.of(detail, MAX_DETAIL);
        }
    }
}
