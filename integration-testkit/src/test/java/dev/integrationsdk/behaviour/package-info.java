/** How the engine behaves, seen through the public interface, on the in-memory store and the scripted connector. */
@NullMarked
package dev.integrationsdk.behaviour;

import org.jspecify.annotations.NullMarked;
