/**
 * What is decided for a connector's records where both sides could be right. You set it with a handler, and for a connector
 * in its configuration.
 */
@NullMarked
package dev.integrationsdk.policy;

import org.jspecify.annotations.NullMarked;
