/**
 * Who did what: you read it, and nobody changes it.
 */
@NullMarked
package dev.integrationsdk.audit;

import org.jspecify.annotations.NullMarked;
