/**
 * A HubSpot that runs inside the test: real sockets on the loopback address, invented records, faults on demand. The
 * reader calls it and implements nothing.
 *
 * <p>It answers the CRM API in its dated form ({@code /crm/objects/2026-03/…}) and in the older one ({@code /crm/v3/…}), in
 * HubSpot's own shapes and with its known traps: an index that lags, search results that end at 10,000, archives that leave
 * the modified date alone, merges that create a third record, batches that are refused for one bad input. Start with
 * {@link dev.integrationsdk.testkit.hubspot.HubSpotSimulator}.
 */
@NullMarked
package dev.integrationsdk.testkit.hubspot;

import org.jspecify.annotations.NullMarked;
