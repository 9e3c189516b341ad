package dev.integrationsdk.internal.mapping;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.MappedRecord;
import dev.integrationsdk.mapping.PreviewedRecord;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.util.List;
import java.util.Optional;

/** Maps records to look at them. */
final class PreviewedRecords {
    private PreviewedRecords() {}

    static PreviewedRecord of(FieldMapping mapping, ExternalRecord record) {
        try {
            MappedRecord mapped = mapping.toHost(record.attributes());
            return new PreviewedRecord(
                    record.externalId(),
                    record.attributes(),
                    Optional.of(mapped.attributes()),
                    mapped.unknown(),
                    Optional.empty());
        } catch (IntegrationException unmappable) {
            return new PreviewedRecord(
                    record.externalId(),
                    record.attributes(),
                    Optional.empty(),
                    List.of(),
                    Optional.of("" + unmappable.getMessage()));
        }
    }
}
