/**
 * Start here: {@link dev.integrationsdk.Integrations} is what the host builds, holds and calls.
 *
 * <p>No other package of the library knows this one.
 */
@NullMarked
package dev.integrationsdk;

import org.jspecify.annotations.NullMarked;
