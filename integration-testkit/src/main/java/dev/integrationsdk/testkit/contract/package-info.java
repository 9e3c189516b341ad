/**
 * What every store must hold to. Authors of a store IMPLEMENT these interfaces in a test class, by their one method
 * {@code store()}, and get the tests with them.
 *
 * <p>They need JUnit and AssertJ on the test path. Nothing here sleeps.
 */
@NullMarked
package dev.integrationsdk.testkit.contract;

import org.jspecify.annotations.NullMarked;
