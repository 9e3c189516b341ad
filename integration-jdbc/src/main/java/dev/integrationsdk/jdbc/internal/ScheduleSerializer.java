package dev.integrationsdk.jdbc.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a scheduled task's data as flat JSON, and reads nothing but what it has written: no other text, no other class,
 * no Java serialisation. Thread-safe.
 */
final class ScheduleSerializer implements Serializer {
    private static final int FORMAT = 1;
    private static final int LONGEST_TEXT = 256;
    private static final Set<String> NAMES = Set.of(
            "format", "tenant", "connector", "entityType", "scanKind", "every", "polling", "cron", "zone", "restUntil");

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws IllegalArgumentException for any other class */
    @Override
    public byte[] serialize(@Nullable Object written) {
        if (!(written instanceof StreamSchedule scheduled)) {
            throw new IllegalArgumentException(
                    "only the schedule of a stream is written, and never by Java serialisation");
        }
        ObjectNode tree = json.createObjectNode().put("format", FORMAT);
        StreamId stream = scheduled.stream();
        tree.put("tenant", stream.tenant().value());
        tree.put("connector", stream.connector().value());
        tree.put("entityType", stream.entityType().value());
        tree.put("scanKind", stream.scanKind().name());
        if (scheduled.schedule() instanceof Schedule.Every every) {
            tree.put("every", every.interval().toString());
        } else if (scheduled.schedule() instanceof Schedule.Polling) {
            tree.put("polling", true);
        } else if (scheduled.schedule() instanceof Schedule.Cron cron) {
            tree.put("cron", cron.expression());
            tree.put("zone", cron.zone().getId());
        }
        scheduled.restUntil().ifPresent(instant -> tree.put("restUntil", instant.toString()));
        try {
            return json.writeValueAsBytes(tree);
        } catch (IOException impossible) {
            throw new IllegalStateException("a tree of texts can always be written", impossible);
        }
    }

    /** @throws IntegrationException STORE_FAILED for anything that this class has not written */
    @Override
    public <T> T deserialize(Class<T> type, byte @Nullable [] stored) {
        return type.cast(read(stored));
    }

    /** @throws IntegrationException STORE_FAILED for anything that this class has not written */
    StreamSchedule read(byte @Nullable [] stored) {
        if (stored == null || stored.length == 0 || stored[0] != '{') {
            throw refused("no JSON object", null);
        }
        try {
            JsonNode tree = json.readTree(stored);
            requireKnown(tree);
            return new StreamSchedule(stream(tree), schedule(tree), restUntil(tree));
        } catch (IOException | DateTimeException | IllegalArgumentException foreign) {
            throw refused("no JSON of a stream's schedule", foreign);
        }
    }

    private static void requireKnown(JsonNode tree) {
        if (!tree.path("format").isInt() || tree.path("format").intValue() != FORMAT) {
            throw refused("of another format than " + FORMAT + ": was it written by a newer version?", null);
        }
        for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
            if (!NAMES.contains(names.next())) {
                throw refused("with a field that is not known: was it written by a newer version?", null);
            }
        }
    }

    private static StreamId stream(JsonNode tree) {
        EntityScope scope = new EntityScope(
                TenantId.of(text(tree, "tenant")),
                ConnectorId.of(text(tree, "connector")),
                EntityType.of(text(tree, "entityType")));
        return new StreamId(scope, ScanKind.valueOf(text(tree, "scanKind")));
    }

    private static Schedule schedule(JsonNode tree) {
        if (Stream.of("every", "polling", "cron").filter(tree::has).count() != 1) {
            throw refused("without exactly one schedule", null);
        }
        if (tree.has("polling")) {
            return Schedule.polling();
        }
        return tree.has("every")
                ? Schedule.every(Duration.parse(text(tree, "every")))
                : Schedule.cron(text(tree, "cron"), ZoneId.of(text(tree, "zone")));
    }

    private static Optional<Instant> restUntil(JsonNode tree) {
        return tree.has("restUntil") ? Optional.of(Instant.parse(text(tree, "restUntil"))) : Optional.empty();
    }

    private static String text(JsonNode tree, String name) {
        JsonNode value = tree.path(name);
        if (!value.isTextual()) {
            throw refused("without the text '" + name + "'", null);
        }
        return value.textValue();
    }

    private static IntegrationException refused(String what, @Nullable Throwable cause) {
        return new IntegrationException(
                ErrorCode.STORE_FAILED,
                "the data of a scheduled task is refused: it is " + what
                        + "; remove the stream's schedule and put it again",
                cause);
    }
}
