package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.record.Binary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one entry after the other. Reads each first, so that nothing is sent where nothing differs. Confined to one call. */
final class EntryWriter {
    private static final List<String> STAMPS = List.of("entryCSN", "uSNChanged", "modifyTimestamp");

    private final FeedContext context;
    private final EntityType type;
    private final Set<String> writable;

    EntryWriter(FeedContext context, EntityType type, Set<String> writable) {
        this.context = context;
        this.type = type;
        this.writable = writable;
    }

    /** @throws IntegrationException if nothing was written */
    PushOutcome write(PushItem item) {
        ExternalId id = id(item);
        Entry entry = entry(id, item);
        if (isStale(item, entry)) {
            return new PushOutcome.Conflict(id, Optional.empty());
        }
        List<Modification> modifications = modifications(item, entry);
        if (modifications.isEmpty()) {
            return new PushOutcome.Unchanged(id, stamp(entry));
        }
        ModifyRequest request = new ModifyRequest(entry.getDN(), modifications);
        if (item.expectedVersion().isPresent()) {
            assertion(entry).ifPresent(request::addControl);
        }
        return send(id, item, request);
    }

    /** Whether everything that was to be written is there. */
    PushOutcome verify(PushItem item) {
        ExternalId id = id(item);
        Entry entry = entry(id, item);
        return modifications(item, entry).isEmpty()
                ? new PushOutcome.Applied(id, stamp(entry))
                : new PushOutcome.Failed(
                        new IntegrationException(ErrorCode.NETWORK_FAILED, "the entry does not have what was sent"));
    }

    private PushOutcome send(ExternalId id, PushItem item, ModifyRequest request) {
        try {
            context.session().modify(request, context.deadline());
        } catch (LDAPException refused) {
            return refused(id, refused);
        }
        return new PushOutcome.Applied(id, stamp(entry(id, item)));
    }

    private PushOutcome refused(ExternalId id, LDAPException refused) {
        ResultCode code = refused.getResultCode();
        if (code.equals(ResultCode.ASSERTION_FAILED)) {
            return new PushOutcome.Conflict(id, Optional.empty());
        }
        IntegrationException failure = context.session().failure(refused, LdapErrors.Step.WRITE);
        return failure.code().mayHaveTakenEffect() && !isAnswer(code)
                ? new PushOutcome.Unknown(new IntegrationException(
                        ErrorCode.OUTCOME_UNKNOWN, "the connection was lost after the change was sent", failure))
                : new PushOutcome.Failed(failure);
    }

    /** Codes from 81 to 97 are the client's own: the directory has not answered. */
    private static boolean isAnswer(ResultCode code) {
        return code.intValue() < ResultCode.SERVER_DOWN_INT_VALUE
                || code.intValue() > ResultCode.REFERRAL_LIMIT_EXCEEDED_INT_VALUE;
    }

    private static ExternalId id(PushItem item) {
        if (item.intent() != PushItem.Intent.UPDATE) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED,
                    "entries of a directory are changed, not created or deleted: " + item.intent());
        }
        return item.externalId()
                .orElseThrow(() -> new IntegrationException(ErrorCode.RECORD_REJECTED, "the item has no external id"));
    }

    private Entry entry(ExternalId id, PushItem item) {
        List<String> wanted = new ArrayList<>(STAMPS);
        wanted.add(context.id().name());
        item.deltas().forEach(delta -> wanted.add(delta.attribute()));
        List<SearchResultEntry> found = new ArrayList<>();
        Filter filter =
                Filter.createANDFilter(context.settings().search().filters().of(type), context.named(List.of(id)));
        context.each(context.settings().search().baseDn(), filter, wanted, found::add);
        if (found.size() != 1) {
            throw new IntegrationException(
                    ErrorCode.NOT_FOUND, "the entry is not there, or not among those that this connector reads");
        }
        return found.get(0);
    }

    /** The stamp of the version that was read; the digest behind it is of what was read, which differs by fields. */
    private static boolean isStale(PushItem item, Entry entry) {
        return item.expectedVersion()
                .map(version -> version.split("~", 2)[0])
                .filter(expected -> !stamp(entry).equals(Optional.of(expected)))
                .isPresent();
    }

    private static Optional<String> stamp(Entry entry) {
        return STAMPS.stream()
                .map(entry::getAttributeValue)
                .flatMap(value -> Optional.ofNullable(value).stream())
                .findFirst();
    }

    /** Lets the directory itself refuse the change of an entry that somebody has changed meanwhile, where it can. */
    private Optional<AssertionRequestControl> assertion(Entry entry) {
        if (!context.server().offers(AssertionRequestControl.ASSERTION_REQUEST_OID)) {
            return Optional.empty();
        }
        return STAMPS.stream()
                .filter(entry::hasAttribute)
                .findFirst()
                .map(name -> new AssertionRequestControl(
                        Filter.createEqualityFilter(name, entry.getAttributeValue(name)), true));
    }

    private List<Modification> modifications(PushItem item, Entry entry) {
        List<Modification> modifications = new ArrayList<>();
        for (Delta delta : item.deltas()) {
            requireWritable(delta.attribute());
            modification(delta, entry).ifPresent(modifications::add);
        }
        return modifications;
    }

    private void requireWritable(String name) {
        AttributeKey key = AttributeKey.of(name);
        if (!writable.contains(key.base()) || FieldSelection.isSecret(name) || FieldSelection.isComputed(name)) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "attribute '" + name + "' is not among the setting " + LdapConnectorProvider.WRITABLE_ATTRIBUTES
                            + ", or is never written");
        }
    }

    private Optional<Modification> modification(Delta delta, Entry entry) {
        String name = delta.attribute();
        Map<String, byte[]> present = byText(name, present(entry, name));
        if (delta instanceof Delta.Put put) {
            Map<String, byte[]> wanted = byText(name, bytes(name, list(put.value())));
            return wanted.keySet().equals(present.keySet())
                    ? Optional.empty()
                    : Optional.of(modification(ModificationType.REPLACE, name, wanted));
        }
        if (delta instanceof Delta.AddValues add) {
            Map<String, byte[]> missing = byText(name, bytes(name, add.values()));
            missing.keySet().removeAll(present.keySet());
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(modification(ModificationType.ADD, name, missing));
        }
        if (delta instanceof Delta.RemoveValues remove) {
            Map<String, byte[]> wanted = byText(name, bytes(name, remove.values()));
            Map<String, byte[]> there = new LinkedHashMap<>(present);
            there.keySet().retainAll(wanted.keySet());
            return there.isEmpty() ? Optional.empty() : Optional.of(modification(ModificationType.DELETE, name, there));
        }
        return present.isEmpty() ? Optional.empty() : Optional.of(new Modification(ModificationType.REPLACE, name));
    }

    private static Modification modification(ModificationType type, String name, Map<String, byte[]> values) {
        return new Modification(type, name, values.values().toArray(new byte[0][]));
    }

    private List<byte[]> present(Entry entry, String name) {
        boolean sliced = entry.getAttributes().stream()
                .map(attribute -> AttributeKey.of(attribute.getName()))
                .anyMatch(key -> key.range() != null && key.base().equalsIgnoreCase(name));
        if (sliced) {
            return new RangedValues(context.session(), context.deadline())
                    .complete(entry, name)
                    .orElseThrow(() -> new IntegrationException(
                            ErrorCode.SERVICE_UNAVAILABLE,
                            "the values of " + name + " could not be read to their end"));
        }
        @Nullable Attribute attribute = entry.getAttribute(name);
        return attribute == null ? List.of() : Arrays.asList(attribute.getValueByteArrays());
    }

    /** By what makes two values equal: names of entries in whatever spelling. */
    private static Map<String, byte[]> byText(String name, List<byte[]> values) {
        boolean names = AttributeValues.isName(name.toLowerCase(Locale.ROOT));
        Map<String, byte[]> byText = new LinkedHashMap<>();
        for (byte[] value : values) {
            String text = Utf8.decode(value).orElseGet(() -> Arrays.toString(value));
            byText.put(names ? AttributeValues.normalized(text) : text, value);
        }
        return byText;
    }

    private List<byte[]> bytes(String name, List<?> values) {
        List<byte[]> bytes = new ArrayList<>();
        for (Object value : values) {
            bytes.add(
                    value instanceof Binary binary
                            ? binary.toByteArray()
                            : text(name, value.toString()).getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }

    /** Where names of entries are kept, the external id of the entry will do. */
    private String text(String name, String value) {
        if (!AttributeValues.isName(name.toLowerCase(Locale.ROOT)) || value.indexOf('=') >= 0) {
            return value;
        }
        List<String> dns = new ArrayList<>();
        context.each(
                context.namingContext(),
                context.named(List.of(ExternalId.of(value))),
                List.of("1.1"),
                entry -> dns.add(entry.getDN()));
        if (dns.size() != 1) {
            throw new IntegrationException(ErrorCode.RECORD_REJECTED, "a value of " + name + " names no entry");
        }
        return dns.get(0);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> several ? several : List.of(value);
    }
}
