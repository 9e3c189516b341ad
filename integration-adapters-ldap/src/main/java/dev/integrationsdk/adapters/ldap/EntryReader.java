package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns an entry into a record, under the names that were asked for. An attribute that was asked for and is missing has no
 * value: an entry is always read whole. Confined to one thread at a time.
 */
final class EntryReader {
    private final Map<String, AttributeKey> keys = new HashMap<>();
    private final Map<String, String> fieldOf = new LinkedHashMap<>();
    private final RecordVersion version = new RecordVersion();
    private final List<String> stateFields;
    private final List<String> membershipFields;
    private final Clock clock;
    private final boolean withName;

    EntryReader(FieldSelection selection, Clock clock) {
        this.clock = clock;
        this.stateFields =
                selection.fields().stream().filter(AccountState.NAMES::contains).toList();
        this.membershipFields =
                selection.fields().stream().filter(Memberships.NAMES::contains).toList();
        boolean named = false;
        for (String field : selection.fields()) {
            if (field.equalsIgnoreCase(FieldSelection.DN)) {
                named = true;
            } else if (!FieldSelection.isComputed(field)) {
                fieldOf.put(field, AttributeKey.of(field).identity());
            }
        }
        withName = named;
    }

    /**
     * @param position where the entry stands, for a person
     * @param graph of all groups; empty if no membership was asked for
     */
    void read(
            SearchResultEntry entry,
            IdAttribute id,
            String position,
            RangedValues ranges,
            Optional<GroupGraph> graph,
            PageContents contents) {
        Optional<ExternalId> externalId = id.read(entry);
        if (externalId.isEmpty()) {
            contents.addUnreadable(
                    externalId,
                    position,
                    "has no readable " + id + ": the account may not see it, or it has another form");
            return;
        }
        Map<String, Values> found = collect(entry);
        for (Map.Entry<String, Values> sliced : found.entrySet()) {
            if (sliced.getValue().sliced && !completed(sliced.getValue(), sliced.getKey(), entry, ranges)) {
                contents.addUnreadable(
                        externalId, position, "the values of " + sliced.getKey() + " could not be read to their end");
                return;
            }
        }
        ExternalRecord external = ExternalRecord.of(externalId.get(), attributes(entry, found, graph));
        contents.add(version.mark(external, entry));
    }

    private Map<String, Values> collect(SearchResultEntry entry) {
        Map<String, Values> found = new LinkedHashMap<>();
        for (Attribute attribute : entry.getAttributes()) {
            AttributeKey key = keys.computeIfAbsent(attribute.getName(), AttributeKey::of);
            Values values = found.computeIfAbsent(key.identity(), identity -> new Values(key));
            values.binary |= key.binary();
            values.sliced |= key.range() != null;
            values.all.addAll(List.of(attribute.getValueByteArrays()));
        }
        return found;
    }

    private static boolean completed(Values values, String identity, SearchResultEntry entry, RangedValues ranges) {
        Optional<List<byte[]>> complete = ranges.complete(entry, identity);
        values.all.clear();
        complete.ifPresent(values.all::addAll);
        return complete.isPresent();
    }

    private Attributes attributes(SearchResultEntry entry, Map<String, Values> found, Optional<GroupGraph> graph) {
        Attributes.Builder builder = Attributes.builder();
        if (withName) {
            builder.put(FieldSelection.DN, AttributeValues.normalized(entry.getDN()));
        }
        fieldOf.forEach((field, identity) -> {
            Values values = found.get(identity);
            builder.put(field, values == null ? twin(identity, found) : values.value());
        });
        for (Values values : found.values()) {
            if (!values.key.tags().isEmpty()) {
                putTagged(values, builder);
            }
        }
        putComputed(entry, graph, builder);
        return builder.build();
    }

    private void putComputed(SearchResultEntry entry, Optional<GroupGraph> graph, Attributes.Builder builder) {
        if (!stateFields.isEmpty()) {
            AccountState state = AccountState.of(entry, clock.instant());
            stateFields.forEach(field -> builder.put(field, state.value(field)));
        }
        graph.ifPresent(groups ->
                membershipFields.forEach(field -> builder.put(field, Memberships.value(field, entry, groups))));
    }

    /** An attribute with a language, beside the plain one that was asked for, is another attribute. */
    private void putTagged(Values values, Attributes.Builder builder) {
        fieldOf.forEach((field, identity) -> {
            if (identity.equals(values.key.base())) {
                builder.put(field + values.key.tags(), values.value());
            }
        });
    }

    private @Nullable Object twin(String identity, Map<String, Values> found) {
        String twin = FieldSelection.twin(identity);
        Values values = fieldOf.containsValue(twin) ? null : found.get(twin);
        return values == null ? null : values.value();
    }

    /** The values of one attribute as they came. */
    private static final class Values {
        private final AttributeKey key;
        private final List<byte[]> all = new ArrayList<>();
        private boolean binary;
        private boolean sliced;

        Values(AttributeKey key) {
            this.key = key;
        }

        @Nullable
        Object value() {
            return AttributeValues.of(key.base(), binary, all);
        }
    }
}
