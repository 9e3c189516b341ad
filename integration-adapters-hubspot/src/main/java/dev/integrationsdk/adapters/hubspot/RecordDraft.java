package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Attributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects one record of an answer, and what is wrong with it. Confined to one record. */
final class RecordDraft {
    private static final int MAX_DATE_LENGTH = 64;

    private @Nullable ExternalId id;
    private Attributes.@Nullable Builder properties;
    private final Map<String, List<String>> histories = new LinkedHashMap<>();
    private @Nullable String updatedAt;
    private @Nullable String archivedAt;
    private @Nullable String problem;

    private RecordDraft() {}

    /** Reads to the end of the value on which the parser stands, whatever it is. */
    static RecordDraft read(JsonParser parser) throws IOException {
        RecordDraft draft = new RecordDraft();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            draft.readFields(parser);
        } else {
            draft.problem = "is no object";
            parser.skipChildren();
        }
        return draft;
    }

    private void readFields(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> readId(parser);
                case "properties" -> readProperties(parser);
                case "propertiesWithHistory" -> readHistories(parser);
                case "updatedAt" -> updatedAt = date(parser);
                case "archivedAt" -> archivedAt = date(parser);
                default -> parser.skipChildren();
            }
        }
    }

    /** A text, or an integer that is taken as one: some are beyond what a number type holds. */
    private void readId(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            problem = "id is neither a text nor an integer";
            parser.skipChildren();
            return;
        }
        try {
            id = ExternalId.of(parser.getText());
        } catch (IllegalArgumentException unusable) {
            problem = "id cannot be used: it is empty, too long or has a control character";
        }
    }

    private void readProperties(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            problem = "properties is no object";
            parser.skipChildren();
            return;
        }
        Attributes.Builder values = Attributes.builder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token.isScalarValue()) {
                values.put(name, value(parser, token));
            } else {
                problem = "properties has a value that is no text";
                parser.skipChildren();
            }
        }
        properties = values;
    }

    /** Each former value as one text: since when, a space, the value; the newest first, as HubSpot has them. */
    private void readHistories(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            List<String> versions = new ArrayList<>();
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    versions.add(version(parser));
                }
            } else {
                parser.skipChildren();
            }
            histories.put(Wanted.HISTORY + name, versions);
        }
    }

    private static String version(JsonParser parser) throws IOException {
        String since = "";
        String value = "";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return "";
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token.isScalarValue() && name.equals("timestamp")) {
                since = parser.getText();
            } else if (token.isScalarValue() && name.equals("value") && token != JsonToken.VALUE_NULL) {
                value = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return since + " " + value;
    }

    /** HubSpot writes every value as text, and no value as null or as an empty text. */
    private static @Nullable String value(JsonParser parser, JsonToken token) throws IOException {
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String date(JsonParser parser) throws IOException {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
        parser.skipChildren();
        return text.isEmpty() || text.length() > MAX_DATE_LENGTH ? null : text;
    }

    /** Empty if anything is wrong. */
    Optional<RemoteRecord> record() {
        if (problem != null || id == null || properties == null) {
            return Optional.empty();
        }
        histories.forEach(properties::put);
        return Optional.of(new RemoteRecord(
                id, properties.build(), Optional.ofNullable(updatedAt), Optional.ofNullable(archivedAt)));
    }

    UnreadableRecord unreadable(String position) {
        String missing = id == null ? "id is missing" : "properties is missing";
        return new UnreadableRecord(Optional.ofNullable(id), position, problem == null ? missing : problem);
    }
}
