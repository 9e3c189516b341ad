package dev.integrationsdk.spi.push;

import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.util.Optional;

/** What became of one item. Built by the adapter, read by the engine. Immutable. */
public sealed interface PushOutcome {
    /** Written; id and version are those that hold now. */
    record Applied(ExternalId externalId, Optional<String> version) implements PushOutcome {}

    /** It was like that already. */
    record Unchanged(ExternalId externalId, Optional<String> version) implements PushOutcome {}

    /** The expected version was no longer there; nothing was written. */
    record Conflict(ExternalId externalId, Optional<ExternalRecord> current) implements PushOutcome {}

    /** Refused; nothing was written. */
    record Failed(IntegrationException error) implements PushOutcome {}

    /** It may have been written or not. It is verified before anything is repeated. */
    record Unknown(IntegrationException error) implements PushOutcome {}
}
