/**
 * Not for use. The page cycle: begin reading at {@code SyncLoop}, then {@code PageTransaction} and {@code SeparatePage}.
 */
@NullMarked
package dev.integrationsdk.internal.sync;

import org.jspecify.annotations.NullMarked;
