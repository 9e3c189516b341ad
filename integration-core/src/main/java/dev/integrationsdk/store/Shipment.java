package dev.integrationsdk.store;

import dev.integrationsdk.spi.push.PushItem;
import java.time.Instant;
import java.util.Objects;

/**
 * What is sent of a row, as far as it must be known if the answer is lost. It holds no values. Immutable.
 *
 * @param operationId the same for every attempt at this write; at most 64 characters
 * @param intent what is to happen over there
 * @param number of the mark that it was made for
 * @param fields what the row's fields hold, as hashes: what both sides agree on once it is written
 * @param matchHash of the values by which the record is found over there
 * @param sentAt by the library's clock
 */
public record Shipment(
        String operationId, PushItem.Intent intent, long number, FieldHashes fields, long matchHash, Instant sentAt) {
    public Shipment {
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(fields, "fields");
        Objects.requireNonNull(sentAt, "sentAt");
    }
}
