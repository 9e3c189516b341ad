package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Shipment;
import java.util.Optional;
import java.util.UUID;

/**
 * One row that is written to the remote. Immutable.
 *
 * @param mark that it is to be written
 * @param mapping of its record, if there is one
 * @param item what the adapter is given
 * @param outward the row as the remote would hold it
 */
record PushTask(PushMark mark, Optional<RecordMapping> mapping, PushItem item, Attributes outward) {
    UUID row() {
        return mark.internalId();
    }

    Shipment shipment() {
        return mark.shipment().orElseThrow();
    }
}
