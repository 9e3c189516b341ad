/**
 * The words that name things: you call these types, on every side of the library.
 *
 * <p>All of them are immutable values, compared character by character.
 */
@NullMarked
package dev.integrationsdk.spi.identity;

import org.jspecify.annotations.NullMarked;
