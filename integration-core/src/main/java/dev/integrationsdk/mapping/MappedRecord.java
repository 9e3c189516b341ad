package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.record.Attributes;
import java.util.List;

/**
 * A record in the other side's shape. Immutable.
 *
 * @param attributes in that shape
 * @param unknown values that were taken as something harmless, for a person to look at; mostly none
 */
public record MappedRecord(Attributes attributes, List<UnknownValue> unknown) {
    public MappedRecord {
        unknown = List.copyOf(unknown);
    }
}
