/**
 * One record as the external system has it, and what happened to it there.
 *
 * <p>Adapters build these values; the engine and the host read them.
 */
@NullMarked
package dev.integrationsdk.spi.record;

import org.jspecify.annotations.NullMarked;
