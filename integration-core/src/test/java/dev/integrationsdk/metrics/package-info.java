@NullMarked
package dev.integrationsdk.metrics;

import org.jspecify.annotations.NullMarked;
