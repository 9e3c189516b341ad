package dev.integrationsdk.spi.push;

import java.util.List;

/** One wanted difference of one attribute. Built by the engine. Immutable. */
public sealed interface Delta {
    String attribute();

    /** Replaces whatever is there. */
    record Put(String attribute, Object value) implements Delta {}

    /** Leaves the attribute without a value. */
    record Clear(String attribute) implements Delta {}

    /** Adds values to an attribute that has several; those already there stay. */
    record AddValues(String attribute, List<Object> values) implements Delta {
        public AddValues {
            values = List.copyOf(values);
        }
    }

    /** Removes values from an attribute that has several; those not there are no error. */
    record RemoveValues(String attribute, List<Object> values) implements Delta {
        public RemoveValues {
            values = List.copyOf(values);
        }
    }
}
