package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks the state of an entry: the directory's stamp and a digest of what was read. The stamp alone would not do, since
 * neither a membership nor the rename of a member moves it; the digest alone would not tell a state from the same one
 * later.
 *
 * <p>Confined to one thread at a time.
 */
final class RecordVersion {
    /** What must be asked for. */
    static final List<String> ATTRIBUTES = List.of("entryCSN", "uSNChanged", "modifyTimestamp", "whenChanged");

    private static final int MAX_STAMP_LENGTH = 200;
    private static final int DIGEST_BYTES = 8;

    private final MessageDigest digest;

    RecordVersion() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyRuntimeHasIt) {
            throw new IllegalStateException("SHA-256 is missing", everyRuntimeHasIt);
        }
    }

    ExternalRecord mark(ExternalRecord external, Entry entry) {
        ExternalRecord marked = external;
        Optional<String> stamp = first(entry, "entryCSN", "uSNChanged", "modifyTimestamp");
        if (stamp.isPresent() && stamp.get().length() <= MAX_STAMP_LENGTH) {
            marked = marked.withVersion(stamp.get() + "~" + digest(external.attributes()));
        }
        Optional<Instant> modifiedAt =
                first(entry, "modifyTimestamp", "whenChanged").flatMap(GeneralizedTime::parse);
        return modifiedAt.isPresent() ? marked.withModifiedAt(modifiedAt.get()) : marked;
    }

    private static Optional<String> first(Entry entry, String... names) {
        for (String name : names) {
            String value = entry.getAttributeValue(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private String digest(Attributes attributes) {
        digest.reset();
        List<String> names = attributes.names();
        for (int i = 0; i < names.size(); i++) {
            update(names.get(i));
            Object value = attributes.valueAt(i);
            List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
            updateLength(values.size());
            values.forEach(this::update);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    }

    private void update(@Nullable Object value) {
        byte[] bytes = value instanceof Binary binary
                ? binary.toByteArray()
                : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        updateLength(bytes.length);
        digest.update(bytes);
    }

    private void updateLength(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    }
}
