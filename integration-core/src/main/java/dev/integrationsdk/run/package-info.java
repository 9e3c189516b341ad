/**
 * Job runs: you ask for one and read what became of it.
 */
@NullMarked
package dev.integrationsdk.run;

import org.jspecify.annotations.NullMarked;
