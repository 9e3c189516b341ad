/**
 * Secrets and how a connector gets at them. Hosts supply, adapters use.
 *
 * <p>Nothing here prints a secret.
 */
@NullMarked
package dev.integrationsdk.spi.credential;

import org.jspecify.annotations.NullMarked;
