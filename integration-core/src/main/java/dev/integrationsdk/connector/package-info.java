/**
 * Connectors and the adapters behind them: you configure one, and look up which systems there are.
 */
@NullMarked
package dev.integrationsdk.connector;

import org.jspecify.annotations.NullMarked;
