/**
 * From the host to the remote: you say in your own transaction which rows have changed, and see what waits.
 */
@NullMarked
package dev.integrationsdk.push;

import org.jspecify.annotations.NullMarked;
