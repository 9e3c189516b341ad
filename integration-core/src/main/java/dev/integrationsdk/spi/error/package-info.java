/**
 * The one family of errors and the one table behind it: adapters throw them, hosts and operators read them.
 *
 * <p>{@code docs/errors.md} is generated from {@link dev.integrationsdk.spi.error.ErrorCode}.
 */
@NullMarked
package dev.integrationsdk.spi.error;

import org.jspecify.annotations.NullMarked;
