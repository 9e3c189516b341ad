/**
 * Retry policies: you configure how often and how patiently a failed call is tried again.
 */
@NullMarked
package dev.integrationsdk.retry;

import org.jspecify.annotations.NullMarked;
