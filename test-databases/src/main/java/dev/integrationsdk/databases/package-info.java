/** Real database servers on loopback, started from jars. Not published. */
@NullMarked
package dev.integrationsdk.databases;

import org.jspecify.annotations.NullMarked;
