/** The both ways of a record, seen through the public interface, on the in-memory store and a scripted adapter. */
@NullMarked
package dev.integrationsdk.bothways;

import org.jspecify.annotations.NullMarked;
