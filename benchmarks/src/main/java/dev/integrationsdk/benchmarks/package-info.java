/**
 * Programs that measure the library against what the same work costs without it. Begin with {@code PullBenchmark}.
 *
 * <p>Figures go to standard output, one line a case; everything else goes to standard error.
 */
@NullMarked
package dev.integrationsdk.benchmarks;

import org.jspecify.annotations.NullMarked;
