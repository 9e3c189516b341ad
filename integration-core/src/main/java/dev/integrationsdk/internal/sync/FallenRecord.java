package dev.integrationsdk.internal.sync;

import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.KeptRecord;
import java.util.Optional;

/**
 * A record that could not be applied, as it is stored. Immutable.
 *
 * @param letter what was wrong
 * @param kept what came from the remote, if the host wants it kept
 */
record FallenRecord(DeadLetter letter, Optional<KeptRecord> kept) {}
