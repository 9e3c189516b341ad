package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** {@code POST …/{type}/search}: at most 10,000 records of those that match. */
final class SearchEndpoint {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_REACH = 10_000;

    private SearchEndpoint() {}

    static Answer answer(HttpRequest request, RecordStore store, long visibleUntilMillis) {
        JsonNode body = Json.requestBody(request);
        int limit = number(body, "limit", DEFAULT_LIMIT);
        int after = number(body, "after", 0);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(ErrorAnswers.validation("Invalid limit " + limit + ": it has to be 1 to " + MAX_LIMIT));
        }
        if (after + limit > MAX_REACH) {
            throw new Refusal(ErrorAnswers.validation("Paging through results beyond " + MAX_REACH
                    + " is not supported: after " + after + ", limit " + limit));
        }
        SearchQuery query = SearchRequestReader.read(body, store.columns());
        List<StoredRecord> found = store.search(query, visibleUntilMillis);
        return page(request, found, new Slice(after, limit), store.select(names(body.path("properties")), List.of()));
    }

    private record Slice(int after, int limit) {
        int end(int size) {
            return Math.min(size, after + limit);
        }
    }

    private static Answer page(
            HttpRequest request, List<StoredRecord> found, Slice slice, PropertySelection selection) {
        int end = slice.end(found.size());
        List<StoredRecord> page = found.subList(Math.min(slice.after(), end), end);
        AnswerBuilder answer = new AnswerBuilder(page.size())
                .text("{\"total\":" + found.size() + ",")
                .results(page, selection);
        if (end < found.size()) {
            answer.paging(Integer.toString(end), request.path());
        }
        return answer.text("}").build(200);
    }

    /** The texts of an array; a name that is no text is passed on as one. */
    static List<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    private static int number(JsonNode body, String field, int otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull() || value.asText().isEmpty()) {
            return otherwise;
        }
        if (!value.asText().matches("\\d{1,9}")) {
            throw new Refusal(ErrorAnswers.validation("Invalid " + field + ": it has to be a number"));
        }
        return Integer.parseInt(value.asText());
    }
}
