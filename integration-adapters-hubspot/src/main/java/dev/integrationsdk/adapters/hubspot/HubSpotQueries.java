package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.query.QuerySpec;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What HubSpot can be asked. */
public final class HubSpotQueries {
    /** Finds records by conditions that hold all at once. New and changed records are found late, after seconds to minutes. */
    public static final QuerySpec<Search, ExternalRecord> SEARCH =
            new QuerySpec<>("record.search", 1, Search.class, ExternalRecord.class);

    /** The record that has a value of a unique property, if there is one; sees everything that was written. */
    public static final QuerySpec<ByUniqueProperty, ExternalRecord> BY_UNIQUE_PROPERTY =
            new QuerySpec<>("record.by-unique-property", 1, ByUniqueProperty.class, ExternalRecord.class);

    /** Where a deal stands now; nothing if there is no such deal. */
    public static final QuerySpec<StageOfDeal, DealStage> STAGE_OF_DEAL =
            new QuerySpec<>("deal.stage", 1, StageOfDeal.class, DealStage.class);

    private HubSpotQueries() {}

    /**
     * What to look for. Immutable.
     *
     * @param conditions at most 6
     * @param fields attributes that are wanted; empty means whatever the adapter sends by default
     */
    public record Search(EntityType entityType, List<Condition> conditions, Set<String> fields) {
        private static final int MOST_CONDITIONS = 6;

        /** @throws IllegalArgumentException if there are too many conditions */
        public Search {
            Objects.requireNonNull(entityType, "entityType");
            conditions = List.copyOf(conditions);
            fields = Set.copyOf(fields);
            if (conditions.size() > MOST_CONDITIONS) {
                throw new IllegalArgumentException("HubSpot takes at most " + MOST_CONDITIONS + " conditions");
            }
        }
    }

    /**
     * One condition of a search. Immutable.
     *
     * @param values as many as the operator takes
     */
    public record Condition(String property, Operator operator, List<String> values) {
        /** @throws IllegalArgumentException if the operator takes another number of values */
        public Condition {
            Objects.requireNonNull(property, "property");
            values = List.copyOf(values);
            if (values.size() < operator.least || values.size() > operator.most) {
                throw new IllegalArgumentException(operator + " does not take " + values.size() + " values");
            }
        }
    }

    /** How a property is compared. */
    public enum Operator {
        EQ(1, 1),
        NEQ(1, 1),
        LT(1, 1),
        LTE(1, 1),
        GT(1, 1),
        GTE(1, 1),
        BETWEEN(2, 2),
        IN(1, 100),
        NOT_IN(1, 100),
        HAS_PROPERTY(0, 0),
        NOT_HAS_PROPERTY(0, 0),
        CONTAINS_TOKEN(1, 1),
        NOT_CONTAINS_TOKEN(1, 1);

        private final int least;
        private final int most;

        Operator(int least, int most) {
            this.least = least;
            this.most = most;
        }
    }

    /**
     * Which record. Immutable.
     *
     * @param property one that is unique in this account
     */
    public record ByUniqueProperty(EntityType entityType, String property, String value, Set<String> fields) {
        public ByUniqueProperty {
            Objects.requireNonNull(entityType, "entityType");
            Objects.requireNonNull(property, "property");
            Objects.requireNonNull(value, "value");
            fields = Set.copyOf(fields);
        }
    }

    /** Which deal. Immutable. */
    public record StageOfDeal(ExternalId deal) {
        public StageOfDeal {
            Objects.requireNonNull(deal, "deal");
        }
    }

    /** Where a deal stands. Stage ids are those of one pipeline; labels are what people see. Immutable. */
    public record DealStage(
            String pipelineId, String pipelineLabel, String stageId, String stageLabel, boolean closed) {}
}
