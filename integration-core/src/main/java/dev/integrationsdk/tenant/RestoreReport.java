package dev.integrationsdk.tenant;

import dev.integrationsdk.connector.ConnectorKey;
import java.util.List;

/**
 * What was done after the database was set back. Immutable.
 *
 * @param streams that were fenced
 * @param checked enabled connectors whose remote was looked at, their tokens renewed where that was due
 * @param mustReconnect of those, the ones whose credentials are refused: a person must connect the account anew
 */
public record RestoreReport(int streams, int checked, List<ConnectorKey> mustReconnect) {
    public RestoreReport {
        mustReconnect = List.copyOf(mustReconnect);
    }
}
