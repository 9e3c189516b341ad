/**
 * Not for use. Opens connectors and lends them their context.
 */
@NullMarked
package dev.integrationsdk.internal.connector;

import org.jspecify.annotations.NullMarked;
