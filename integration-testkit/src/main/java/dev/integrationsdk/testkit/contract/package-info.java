/**
 * What every store and every scheduler must hold to. Their authors IMPLEMENT these interfaces in a test class, by their
 * one method, and get the tests with them.
 *
 * <p>They need JUnit and AssertJ on the test path. Nothing here sleeps.
 */
@NullMarked
package dev.integrationsdk.testkit.contract;

import org.jspecify.annotations.NullMarked;
