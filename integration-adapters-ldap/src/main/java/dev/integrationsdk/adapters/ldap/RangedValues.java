package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rest of an attribute that Active Directory sends in slices, {@code member;range=0-1499} beside an empty
 * {@code member}. A list without its last slice is no list. Confined to one call.
 */
final class RangedValues {
    private static final int MAX_VALUES = 1_000_000;
    private static final int MAX_ATTEMPTS = 3;
    /** Moves when the entry is written: slices of two states do not belong together. */
    private static final String STAMP = "uSNChanged";

    private final DirectorySession session;
    private final Deadline deadline;

    RangedValues(DirectorySession session, Deadline deadline) {
        this.session = session;
        this.deadline = deadline;
    }

    /** All values of the attribute; empty if the entry kept changing, went away or has too many of them. */
    Optional<List<byte[]>> complete(Entry entry, String attribute) {
        Optional<List<byte[]>> values = from(slice(entry, attribute), entry.getDN(), attribute);
        for (int attempt = 1; attempt < MAX_ATTEMPTS && values.isEmpty(); attempt++) {
            values = from(next(entry.getDN(), attribute, 0), entry.getDN(), attribute);
        }
        return values;
    }

    private Optional<List<byte[]>> from(@Nullable Slice first, String dn, String attribute) {
        if (first == null) {
            return Optional.empty();
        }
        List<byte[]> values = new ArrayList<>();
        @Nullable Slice slice = first;
        while (slice != null && slice.follows(values.size(), first) && values.size() <= MAX_VALUES) {
            values.addAll(slice.values());
            if (slice.isLast()) {
                return Optional.of(values);
            }
            slice = slice.values().isEmpty() ? null : next(dn, attribute, values.size());
        }
        return Optional.empty();
    }

    private @Nullable Slice next(String dn, String attribute, int start) {
        List<String> names = List.of(attribute + ";range=" + start + "-*", STAMP);
        return session.read(dn, names, deadline)
                .map(entry -> slice(entry, attribute))
                .orElse(null);
    }

    private static @Nullable Slice slice(Entry entry, String attribute) {
        String identity = AttributeKey.of(attribute).identity();
        String stamp = String.valueOf(entry.getAttributeValue(STAMP));
        @Nullable Slice slice = null;
        for (Attribute candidate : entry.getAttributes()) {
            AttributeKey key = AttributeKey.of(candidate.getName());
            if (key.identity().equals(identity) && (key.range() != null || candidate.size() > 0)) {
                AttributeKey.Range range = key.range() == null ? new AttributeKey.Range(0, true) : key.range();
                slice = new Slice(range, Arrays.asList(candidate.getValueByteArrays()), stamp);
            }
        }
        return slice;
    }

    private record Slice(AttributeKey.Range range, List<byte[]> values, String stamp) {
        boolean isLast() {
            return range.isLast();
        }

        boolean follows(int count, Slice first) {
            return range.first() == count && stamp.equals(first.stamp);
        }
    }
}
