/**
 * Secrets and the keys that protect stored ones: you call {@link dev.integrationsdk.credential.Secrets} and
 * {@link dev.integrationsdk.credential.EncryptionKeys}, and implement
 * {@link dev.integrationsdk.credential.SecretResolver} for a vault of your own.
 *
 * <p>A configuration holds references, never secrets. References are the operator's: nothing here resolves a text that
 * a tenant has typed.
 */
@NullMarked
package dev.integrationsdk.credential;

import org.jspecify.annotations.NullMarked;
