package dev.integrationsdk.run;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Collection;

/** Runs over records that somebody names. Implemented by the library; thread-safe. */
public interface Records {
    /** Most records of one run. */
    int MOST = 10_000;

    /**
     * Reads these records as they are now and applies them, beside whatever else runs: same field mapping, same handler,
     * same job run, but no checkpoint of a scan moves. A record that the remote does not answer for becomes a dead letter.
     *
     * @param ids 1 to {@value #MOST}; one that occurs twice is read once
     * @return how it ended; the counts add up to the number of records
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use,
     *     UNSUPPORTED if the adapter cannot read single records, ALREADY_RUNNING while another run over named records of
     *     this scope goes on
     */
    @Requires(Permission.USE)
    JobRun pull(Actor actor, EntityScope scope, Collection<ExternalId> ids);
}
