/**
 * Programs to run and to copy from: begin with {@code LeastCode}, then look at {@code MainJob}. They use the public
 * interface alone.
 */
@NullMarked
package dev.integrationsdk.examples;

import org.jspecify.annotations.NullMarked;
