/**
 * Who may do what: you may IMPLEMENT {@link dev.integrationsdk.access.AccessPolicy}, else owners, those they share with and
 * administrators may.
 */
@NullMarked
package dev.integrationsdk.access;

import org.jspecify.annotations.NullMarked;
