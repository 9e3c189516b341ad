/**
 * The host's side: what the embedding application IMPLEMENTS so that changes reach its own tables, in its own
 * transaction.
 */
@NullMarked
package dev.integrationsdk.host;

import org.jspecify.annotations.NullMarked;
