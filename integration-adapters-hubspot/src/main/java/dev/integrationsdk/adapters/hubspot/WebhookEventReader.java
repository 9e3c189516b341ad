package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.http.StrictJson;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.webhook.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the events of one request. An event's id is not unique and events come more than once and in any order: what makes an
 * event the same is everything in it but the number of the attempt. Pure functions.
 *
 * <p>A payload's attributes: {@code entityType}; of an event about one property {@code propertyName} and {@code propertyValue};
 * of a merge {@code mergedIds} and {@code survivorId}; of an association {@code fromId}, {@code toId}, {@code associationType}
 * and {@code removed}; {@code changeSource} and {@code sourceId}, where HubSpot says who did it.
 */
final class WebhookEventReader {
    private static final int MOST_EVENTS = 1_000;
    private static final int LONGEST_WORD = 200;

    private WebhookEventReader() {}

    /** @throws IntegrationException INVALID_PAYLOAD if the body is no list of events, or one is of nobody or of no type */
    static List<WebhookEvent> read(byte[] body, Instant now) {
        JsonNode events = StrictJson.tree(body);
        if (!events.isArray() || events.size() > MOST_EVENTS) {
            throw invalid("is no list of at most " + MOST_EVENTS + " events");
        }
        List<WebhookEvent> all = new ArrayList<>();
        for (JsonNode event : events) {
            all.add(event(event, now));
        }
        return all;
    }

    private static WebhookEvent event(JsonNode event, Instant now) {
        String portal = word(event, "portalId");
        String type = word(event, "subscriptionType");
        if (type.isEmpty()) {
            // HubSpot's own examples call it so.
            type = word(event, "eventType");
        }
        if (!portal.matches("\\d{1,20}") || type.isEmpty()) {
            throw invalid("has an event without a portal or a type");
        }
        String entityType = entityType(event, type);
        Optional<ExternalId> subject = subject(event);
        return new WebhookEvent(
                portal,
                dedupeKey(event, portal, type),
                subject.map(id -> entityType + "/" + id),
                type,
                subject,
                occurredAt(event, now),
                payload(event, entityType));
    }

    /** HubSpot's word before the dot; of an event about any type of objects the type's number. */
    private static String entityType(JsonNode event, String type) {
        String typeId = word(event, "objectTypeId");
        String before = type.substring(0, Math.max(0, type.indexOf('.')));
        return ObjectType.ofTypeId(typeId)
                .map(known -> known.entityType().value())
                .orElse(before);
    }

    /** Of a merge the record that is left, of an association the one that it begins at. */
    private static Optional<ExternalId> subject(JsonNode event) {
        return Stream.of("newObjectId", "objectId", "fromObjectId", "primaryObjectId")
                .map(field -> Names.id(event.path(field)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Instant occurredAt(JsonNode event, Instant now) {
        JsonNode millis = event.path("occurredAt");
        return millis.isIntegralNumber() && millis.canConvertToLong() ? Instant.ofEpochMilli(millis.longValue()) : now;
    }

    private static Attributes payload(JsonNode event, String entityType) {
        Attributes.Builder payload = Attributes.builder().put("entityType", entityType);
        put(payload, "propertyName", event.path("propertyName"));
        put(payload, "propertyValue", event.path("propertyValue"));
        put(payload, "changeSource", event.path("changeSource"));
        put(payload, "sourceId", event.path("sourceId"));
        put(payload, "fromId", event.path("fromObjectId"));
        put(payload, "toId", event.path("toObjectId"));
        put(payload, "associationType", event.path("associationType"));
        put(payload, "associationType", event.path("associationTypeId"));
        if (event.path("associationRemoved").isBoolean()) {
            payload.put("removed", event.path("associationRemoved").booleanValue());
        }
        List<String> merged = mergedIds(event);
        if (!merged.isEmpty()) {
            payload.put("mergedIds", merged);
            subject(event).ifPresent(survivor -> payload.put("survivorId", survivor.value()));
        }
        return payload.build();
    }

    /** Since 2025 the record that is left is a third one: then the first of the two went into it as well. */
    private static List<String> mergedIds(JsonNode event) {
        List<String> ids = new ArrayList<>();
        if (event.path("mergedObjectIds").isArray()) {
            Names.id(event.path("primaryObjectId")).ifPresent(id -> ids.add(id.value()));
            event.path("mergedObjectIds").forEach(id -> Names.id(id).ifPresent(known -> ids.add(known.value())));
            subject(event).ifPresent(survivor -> ids.remove(survivor.value()));
        }
        return ids;
    }

    private static void put(Attributes.Builder payload, String name, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            payload.put(name, value.asText());
        }
    }

    private static String dedupeKey(JsonNode event, String portal, String type) {
        String text = Stream.of(
                        portal,
                        type,
                        word(event, "subscriptionId"),
                        word(event, "eventId"),
                        word(event, "objectTypeId"),
                        word(event, "objectId"),
                        word(event, "newObjectId"),
                        word(event, "fromObjectId"),
                        word(event, "toObjectId"),
                        word(event, "associationRemoved"),
                        word(event, "propertyName"),
                        word(event, "occurredAt"))
                .map(word -> word.length() + ":" + word)
                .collect(Collectors.joining());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String word(JsonNode event, String field) {
        String text = event.path(field).asText("");
        return text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) : text;
    }

    private static IntegrationException invalid(String problem) {
        return new IntegrationException(ErrorCode.INVALID_PAYLOAD, "its body " + problem);
    }
}
