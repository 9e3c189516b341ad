package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import dev.integrationsdk.spi.identity.ExternalId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The attribute that identifies an entry for ever, and how its bytes become an external id and back. Never the
 * distinguished name, which changes when a person marries or moves. Immutable.
 */
final class IdAttribute {
    /** How the bytes are written. */
    private enum Form {
        /** 16 bytes, the first three groups little endian. */
        MIXED_ENDIAN,
        /** 16 bytes in the order in which a UUID is printed. */
        BIG_ENDIAN,
        /** A UUID as text. */
        UUID_TEXT,
        /** A UUID as text in groups of eight. */
        GROUPS_OF_EIGHT,
        TEXT
    }

    static final IdAttribute OBJECT_GUID = new IdAttribute("objectGUID", Form.MIXED_ENDIAN);
    static final IdAttribute NS_UNIQUE_ID = new IdAttribute("nsUniqueId", Form.GROUPS_OF_EIGHT);
    static final IdAttribute ENTRY_UUID = new IdAttribute("entryUUID", Form.UUID_TEXT);
    static final IdAttribute IPA_UNIQUE_ID = new IdAttribute("ipaUniqueID", Form.UUID_TEXT);
    static final IdAttribute GUID = new IdAttribute("GUID", Form.BIG_ENDIAN);

    /** 389 Directory Server has an entryUUID on some entries and nsUniqueId on all, hence this order. */
    static final List<IdAttribute> KNOWN = List.of(OBJECT_GUID, NS_UNIQUE_ID, ENTRY_UUID, IPA_UNIQUE_ID, GUID);

    private final String name;
    private final Form form;

    private IdAttribute(String name, Form form) {
        this.name = name;
        this.form = form;
    }

    static IdAttribute named(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new IdAttribute(name, Form.TEXT));
    }

    /** The one that most of the entries carry; of several the first of {@link #KNOWN}. */
    static Optional<IdAttribute> carriedBy(Collection<? extends Entry> entries) {
        @Nullable IdAttribute best = null;
        long most = 0;
        for (IdAttribute candidate : KNOWN) {
            long carriers = entries.stream()
                    .filter(entry -> entry.hasAttribute(candidate.name))
                    .count();
            if (carriers > most) {
                most = carriers;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    String name() {
        return name;
    }

    /** Empty where the entry has no value, several, or one of another form. */
    Optional<ExternalId> read(Entry entry) {
        Attribute attribute = entry.getAttribute(name);
        if (attribute == null || attribute.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode(attribute.getValueByteArray()));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if the bytes have another form */
    ExternalId decode(byte[] value) {
        return switch (form) {
            case MIXED_ENDIAN -> id(uuid(swapped(value)));
            case BIG_ENDIAN -> id(uuid(value));
            case UUID_TEXT -> id(uuid(text(value)));
            case GROUPS_OF_EIGHT ->
                id(uuid(regrouped(text(value), "(.{8})-(.{4})(.{4})-(.{4})(.{4})-(.{8})", "$1-$2-$3-$4-$5$6")));
            case TEXT -> ExternalId.of(text(value));
        };
    }

    /**
     * The bytes that the directory holds, to be searched for.
     *
     * @throws IllegalArgumentException if no entry can have this id
     */
    byte[] encode(ExternalId id) {
        return switch (form) {
            case MIXED_ENDIAN -> swapped(bytes(uuid(id.value())));
            case BIG_ENDIAN -> bytes(uuid(id.value()));
            case UUID_TEXT -> uuid(id.value()).toString().getBytes(StandardCharsets.UTF_8);
            case GROUPS_OF_EIGHT ->
                regrouped(uuid(id.value()).toString(), "(.{8})-(.{4})-(.{4})-(.{4})-(.{4})(.{8})", "$1-$2$3-$4$5-$6")
                        .getBytes(StandardCharsets.UTF_8);
            case TEXT -> id.value().getBytes(StandardCharsets.UTF_8);
        };
    }

    @Override
    public String toString() {
        return name;
    }

    private static ExternalId id(UUID uuid) {
        return ExternalId.of(uuid.toString());
    }

    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a UUID");
        }
        return uuid;
    }

    private static UUID uuid(byte[] value) {
        if (value.length != 16) {
            throw new IllegalArgumentException("a UUID has 16 bytes, not " + value.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static byte[] swapped(byte[] value) {
        if (value.length != 16) {
            throw new IllegalArgumentException("a GUID has 16 bytes, not " + value.length);
        }
        byte[] swapped = value.clone();
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6};
        for (int i = 0; i < order.length; i++) {
            swapped[i] = value[order[i]];
        }
        return swapped;
    }

    private static String regrouped(String text, String groups, String into) {
        if (!text.matches(groups)) {
            throw new IllegalArgumentException("not in the groups of an id");
        }
        return text.replaceFirst(groups, into);
    }

    private static String text(byte[] value) {
        return Utf8.decode(value).orElseThrow(() -> new IllegalArgumentException("not text"));
    }
}
