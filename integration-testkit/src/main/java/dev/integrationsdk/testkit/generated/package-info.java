/**
 * Invented people, companies and deals, which the reader calls to fill a test with believable records.
 *
 * <p>Everything is a pure function of a seed and an index: the same seed gives the same record, in any order and on any
 * machine, so that a failing test can be repeated from one number. Names come in several alphabets, some with
 * characters outside the basic plane; every domain ends in {@code .example} and no person exists.
 */
@NullMarked
package dev.integrationsdk.testkit.generated;

import org.jspecify.annotations.NullMarked;
