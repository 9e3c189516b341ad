/**
 * Reads and writes the records of HubSpot, and takes its webhooks. The engine finds
 * {@link dev.integrationsdk.adapters.hubspot.HubSpotConnectorProvider} with {@link java.util.ServiceLoader}; hosts use
 * its constants for the names of settings, {@link dev.integrationsdk.adapters.hubspot.HubSpotCommands} and
 * {@link dev.integrationsdk.adapters.hubspot.HubSpotQueries}.
 *
 * <p>What polling cannot see: a contact deleted on request of the person it is about, and an archived record that was
 * restored. HubSpot reports both by webhook alone; a FULL scan finds them too.
 */
@NullMarked
package dev.integrationsdk.adapters.hubspot;

import org.jspecify.annotations.NullMarked;
