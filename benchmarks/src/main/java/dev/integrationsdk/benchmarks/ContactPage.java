package dev.integrationsdk.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page as the hand-written loop reads it. Immutable.
 *
 * @param next the cursor of the page after this one; null for the last
 */
record ContactPage(List<ListedContact> contacts, @Nullable String next) {}
