/** The life of connectors, seen through the public interface, on the in-memory store and a scripted adapter. */
@NullMarked
package dev.integrationsdk.life;

import org.jspecify.annotations.NullMarked;
