/**
 * What a person must decide: you list it and decide it, and the library finishes the work.
 */
@NullMarked
package dev.integrationsdk.review;

import org.jspecify.annotations.NullMarked;
