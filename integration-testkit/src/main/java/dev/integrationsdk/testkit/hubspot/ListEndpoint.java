package dev.integrationsdk.testkit.hubspot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET …/{type}}: every live or every archived record, in the order of the ids; and one record by its id. */
final class ListEndpoint {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_WITH_HISTORY = 50;

    private ListEndpoint() {}

    static Answer answer(HttpRequest request, RecordStore store) {
        int limit = limit(request.parameter("limit"));
        List<String> history = names(request.parameter("propertiesWithHistory"));
        requireFewWithHistory(history, limit);
        List<StoredRecord> found =
                store.list(request.asksForArchived(), afterId(request.parameter("after")), limit + 1);
        List<StoredRecord> page = found.size() > limit ? found.subList(0, limit) : found;
        AnswerBuilder answer = new AnswerBuilder(page.size())
                .text("{")
                .results(page, store.select(names(request.parameter("properties")), history));
        if (found.size() > limit) {
            answer.paging(cursor(page.get(limit - 1).id()), request.path());
        }
        return answer.text("}").build(200);
    }

    static Answer single(HttpRequest request, RecordStore store, String id) {
        String idProperty = request.parameter("idProperty");
        StoredRecord stored = BatchReadEndpoint.find(store, request.asksForArchived(), id, idProperty)
                .orElseThrow(
                        () -> new Refusal(ErrorAnswers.notFound("Object not found.  objectId are usually numeric.")));
        PropertySelection selection =
                store.select(names(request.parameter("properties")), names(request.parameter("propertiesWithHistory")));
        return Answer.json(200, stored.rendered(selection));
    }

    /** Throws a {@link Refusal} if the history of too many records is asked for at once. */
    static void requireFewWithHistory(List<String> history, int records) {
        if (!history.isEmpty() && records > MAX_WITH_HISTORY) {
            throw new Refusal(ErrorAnswers.validation("The maximum with property history is " + MAX_WITH_HISTORY));
        }
    }

    private static List<String> names(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? List.of()
                : Arrays.stream(commaSeparated.split(",", -1))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT) {
            throw new Refusal(ErrorAnswers.validation("Invalid limit " + text + ": it has to be 1 to " + MAX_LIMIT));
        }
        return Integer.parseInt(text);
    }

    /** Padded Base64, whose equals signs have to be escaped in a query. */
    private static String cursor(long lastId) {
        return Base64.getEncoder().encodeToString(Long.toString(lastId).getBytes(StandardCharsets.US_ASCII));
    }

    private static long afterId(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MIN_VALUE;
        }
        try {
            return Long.parseLong(new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new Refusal(ErrorAnswers.validation("Invalid paging cursor: " + cursor), e);
        }
    }
}
