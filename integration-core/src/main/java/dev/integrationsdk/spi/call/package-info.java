/**
 * What every call to an adapter has in common: the marker of a capability and what a call carries.
 */
@NullMarked
package dev.integrationsdk.spi.call;

import org.jspecify.annotations.NullMarked;
