package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a search looks for, and refuses what HubSpot refuses. */
final class SearchRequestReader {
    private static final int MAX_GROUPS = 5;
    private static final int MAX_FILTERS_PER_GROUP = 6;
    private static final int MAX_FILTERS = 18;

    private SearchRequestReader() {}

    static SearchQuery read(JsonNode body, List<Column> columns) {
        List<List<SearchFilter>> groups = new ArrayList<>();
        for (JsonNode group : body.path("filterGroups")) {
            groups.add(filters(group.path("filters"), columns));
        }
        int filters = groups.stream().mapToInt(List::size).sum();
        if (groups.size() > MAX_GROUPS
                || filters > MAX_FILTERS
                || groups.stream().anyMatch(group -> group.size() > MAX_FILTERS_PER_GROUP)) {
            throw invalid("too many filters: up to " + MAX_GROUPS + " groups of " + MAX_FILTERS_PER_GROUP + " each and "
                    + MAX_FILTERS + " in all");
        }
        return sorted(groups, body.path("sorts"), body.path("query").asText(""));
    }

    /** Accepts {@code "-createdate"} and {@code {"propertyName":…,"direction":…}}. */
    private static SearchQuery sorted(List<List<SearchFilter>> groups, JsonNode sorts, String words) {
        if (sorts.size() > 1) {
            throw invalid("only one sort is supported");
        }
        if (sorts.isEmpty()) {
            return new SearchQuery(groups, "hs_object_id", false, words);
        }
        JsonNode sort = sorts.get(0);
        if (sort.isTextual()) {
            boolean descending = sort.asText().startsWith("-");
            return new SearchQuery(groups, sort.asText().substring(descending ? 1 : 0), descending, words);
        }
        boolean descending = "DESCENDING".equals(sort.path("direction").asText());
        return new SearchQuery(groups, sort.path("propertyName").asText(), descending, words);
    }

    private static List<SearchFilter> filters(JsonNode nodes, List<Column> columns) {
        List<SearchFilter> filters = new ArrayList<>();
        for (JsonNode node : nodes) {
            SearchFilter filter = filter(node);
            if (filter.operator() == SearchFilter.Operator.GTE
                    && filter.values().get(0).isZero()
                    && columns.stream()
                            .anyMatch(column -> column.isDate() && column.name().equals(filter.property()))) {
                throw new Refusal(ErrorAnswers.internalError());
            }
            filters.add(filter);
        }
        return filters;
    }

    private static SearchFilter filter(JsonNode node) {
        String property = text(node, "propertyName");
        SearchFilter.Operator operator = operator(text(node, "operator"));
        List<SearchValue> values = switch (operator) {
            case HAS_PROPERTY, NOT_HAS_PROPERTY -> List.of();
            case IN, NOT_IN ->
                SearchEndpoint.names(node.path("values")).stream()
                        .map(SearchValue::of)
                        .toList();
            case BETWEEN -> List.of(value(node, "value"), value(node, "highValue"));
            default -> List.of(value(node, "value"));
        };
        return new SearchFilter(property, operator, values);
    }

    private static SearchFilter.Operator operator(String name) {
        return Optional.of(name)
                .filter(known -> List.of(SearchFilter.Operator.values()).stream()
                        .anyMatch(operator -> operator.name().equals(known)))
                .map(SearchFilter.Operator::valueOf)
                .orElseThrow(() -> invalid("unknown operator " + name));
    }

    private static SearchValue value(JsonNode node, String field) {
        return SearchValue.of(text(node, field));
    }

    private static String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        if (text.isEmpty()) {
            throw invalid(field + " is missing in a filter");
        }
        return text;
    }

    private static Refusal invalid(String message) {
        return new Refusal(ErrorAnswers.validation("There was a problem with the request: " + message));
    }
}
