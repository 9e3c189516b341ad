package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A record as an answer had it. Immutable.
 *
 * @param updatedAt as it was written, empty if it was not sent
 * @param archivedAt as it was written, empty for a live record
 */
record RemoteRecord(ExternalId id, Attributes properties, Optional<String> updatedAt, Optional<String> archivedAt) {
    /** Numbers as text: the shorter one is the smaller one. */
    static final Comparator<String> ID_ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");
    private static final Pattern SEPARATOR = Pattern.compile(";");

    /** With further attributes. */
    RemoteRecord with(Map<String, List<String>> further) {
        if (further.isEmpty()) {
            return this;
        }
        Attributes.Builder all = Attributes.builder();
        for (int i = 0; i < properties.size(); i++) {
            all.put(properties.nameAt(i), properties.valueAt(i));
        }
        further.forEach(all::put);
        return new RemoteRecord(id, all.build(), updatedAt, archivedAt);
    }

    /** HubSpot refuses to read a whole batch with anything else in it. */
    static boolean isId(String text) {
        return NUMBER.matcher(text).matches();
    }

    Change upserted() {
        return Change.upserted(external());
    }

    ExternalRecord external() {
        ExternalRecord external = ExternalRecord.of(id, properties);
        if (updatedAt.isPresent()) {
            external = external.withVersion(updatedAt.get());
        }
        Optional<Instant> modified = updatedAt.flatMap(RemoteRecord::instant);
        return modified.isPresent() ? external.withModifiedAt(modified.get()) : external;
    }

    /** The records that went into this one, ever: in the order of their numbers. */
    List<String> mergedIds() {
        return properties.text(ObjectType.MERGED_IDS).stream()
                .flatMap(SEPARATOR::splitAsStream)
                .map(String::trim)
                .filter(other -> NUMBER.matcher(other).matches() && !other.equals(id.value()))
                .distinct()
                .sorted(ID_ORDER)
                .toList();
    }

    /** When it last changed: the property that search sorts by, else the date beside the properties. */
    Optional<Instant> modified(ObjectType type) {
        return properties
                .text(type.modified())
                .flatMap(RemoteRecord::instant)
                .or(() -> updatedAt.flatMap(RemoteRecord::instant));
    }

    Optional<Instant> archived() {
        return archivedAt.flatMap(RemoteRecord::instant);
    }

    /** ISO 8601 or milliseconds since 1970, which older values still are. */
    private static Optional<Instant> instant(String text) {
        try {
            if (UsualDate.isOne(text)) {
                return Optional.of(UsualDate.instant(text));
            }
            return Optional.of(
                    text.indexOf('-') < 0 && NUMBER.matcher(text).matches()
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            : Instant.parse(text));
        } catch (DateTimeException | NumberFormatException ignored) {
            // An unreadable date is no reason to lose the record: its raw text stays among the properties.
            return Optional.empty();
        }
    }
}
