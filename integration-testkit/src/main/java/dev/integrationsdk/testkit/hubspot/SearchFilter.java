package dev.integrationsdk.testkit.hubspot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition of a search. */
record SearchFilter(String property, Operator operator, List<SearchValue> values) {

    /** The operators that the simulator answers. */
    enum Operator {
        EQ,
        NEQ,
        GT,
        GTE,
        LT,
        LTE,
        BETWEEN,
        IN,
        NOT_IN,
        HAS_PROPERTY,
        NOT_HAS_PROPERTY
    }

    boolean matches(@Nullable SearchValue actual) {
        if (actual == null) {
            return switch (operator) {
                case NOT_HAS_PROPERTY, NEQ, NOT_IN -> true;
                default -> false;
            };
        }
        return switch (operator) {
            case HAS_PROPERTY -> true;
            case NOT_HAS_PROPERTY -> false;
            case IN -> isOneOf(actual);
            case NOT_IN -> !isOneOf(actual);
            case BETWEEN -> compare(actual, 0) >= 0 && compare(actual, 1) <= 0;
            case EQ -> compare(actual, 0) == 0;
            case NEQ -> compare(actual, 0) != 0;
            case GT -> compare(actual, 0) > 0;
            case GTE -> compare(actual, 0) >= 0;
            case LT -> compare(actual, 0) < 0;
            case LTE -> compare(actual, 0) <= 0;
        };
    }

    private int compare(SearchValue actual, int index) {
        return actual.compareTo(values.get(index));
    }

    private boolean isOneOf(SearchValue actual) {
        return values.stream().anyMatch(value -> actual.compareTo(value) == 0);
    }
}
