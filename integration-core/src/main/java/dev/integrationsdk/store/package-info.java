/**
 * What is kept in the database. Authors of a store IMPLEMENT the repositories; hosts read through
 * {@link dev.integrationsdk.store.Inspection}.
 *
 * <p>Repositories take pages, not rows, and always work in the caller's transaction.
 */
@NullMarked
package dev.integrationsdk.store;

import org.jspecify.annotations.NullMarked;
