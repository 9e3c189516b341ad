package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.integrationsdk.http.StrictJson;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code {results:[…], paging:{next:{after}}, errors:[…]}} token by token. One bad record is kept aside; a bad
 * frame fails the page. Confined to one answer.
 */
final class RecordPageReader {
    /** Percent-encoded it still fits into a checkpoint. */
    private static final int MAX_CURSOR_LENGTH = 2_048;

    private final String operation;
    private final Map<ExternalId, RemoteRecord> records = new LinkedHashMap<>();
    private final List<UnreadableRecord> unreadable = new ArrayList<>();
    private final Set<String> errorCategories = new TreeSet<>();
    private Optional<String> after = Optional.empty();
    private boolean hasResults;

    private RecordPageReader(String operation) {
        this.operation = operation;
    }

    /** @throws IntegrationException INVALID_PAYLOAD naming the place, if the frame is another one */
    static RecordPage read(String operation, byte[] body) {
        return StrictJson.read(body, parser -> new RecordPageReader(operation).page(parser));
    }

    private RecordPage page(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "$ is no object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "results" -> results(parser);
                case "paging" -> paging(parser);
                case "errors" -> errors(parser);
                default -> parser.skipChildren();
            }
        }
        require(hasResults, "$.results is missing");
        return new RecordPage(records, unreadable, after, errorCategories, Optional.empty());
    }

    private void results(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "$.results is no array");
        hasResults = true;
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            RecordDraft draft = RecordDraft.read(parser);
            String position = operation + " $.results[" + index + "]";
            draft.record()
                    .ifPresentOrElse(
                            record -> records.put(record.id(), record),
                            () -> unreadable.add(draft.unreadable(position)));
        }
    }

    private void paging(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(parser.currentToken() == JsonToken.START_OBJECT, "$.paging is no object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isNext = "next".equals(parser.currentName());
            if (parser.nextToken() == JsonToken.VALUE_NULL || !isNext) {
                parser.skipChildren();
            } else {
                next(parser);
            }
        }
    }

    /** {@code link} beside the cursor leads wherever it likes, and is not read. */
    private void next(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "$.paging.next is no object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isAfter = "after".equals(parser.currentName());
            JsonToken token = parser.nextToken();
            if (isAfter) {
                require(
                        token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT,
                        "$.paging.next.after is no text");
                after = Optional.of(parser.getText())
                        .filter(cursor -> !cursor.isBlank() && cursor.length() <= MAX_CURSOR_LENGTH);
            } else {
                parser.skipChildren();
            }
        }
        require(after.isPresent(), "$.paging.next.after is missing, empty or too long");
    }

    private void errors(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            errorCategories.add(category(parser));
        }
    }

    private static String category(JsonParser parser) throws IOException {
        String category = "";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return category;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isCategory = "category".equals(parser.currentName());
            if (parser.nextToken() == JsonToken.VALUE_STRING && isCategory) {
                category = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return category;
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "HubSpot's answer to '" + operation + "' is malformed: " + problem);
        }
    }
}
