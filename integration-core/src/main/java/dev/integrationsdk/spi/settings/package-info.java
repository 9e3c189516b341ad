/**
 * What an adapter wants to be told: declared here, validated before a connector opens, all problems at once.
 *
 * <p>Adapters declare and read; hosts supply text. Credentials are not settings.
 */
@NullMarked
package dev.integrationsdk.spi.settings;

import org.jspecify.annotations.NullMarked;
