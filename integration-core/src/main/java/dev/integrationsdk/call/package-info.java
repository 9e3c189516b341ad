/**
 * Calls to the outside: you configure how many, how fast, and what an account may still use.
 */
@NullMarked
package dev.integrationsdk.call;

import org.jspecify.annotations.NullMarked;
