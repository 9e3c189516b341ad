/**
 * Not for use. Retries, decided by the error's code.
 */
@NullMarked
package dev.integrationsdk.internal.retry;

import org.jspecify.annotations.NullMarked;
