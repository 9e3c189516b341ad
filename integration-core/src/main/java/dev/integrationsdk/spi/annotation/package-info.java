/**
 * Marks on the types of this SPI.
 */
@NullMarked
package dev.integrationsdk.spi.annotation;

import org.jspecify.annotations.NullMarked;
