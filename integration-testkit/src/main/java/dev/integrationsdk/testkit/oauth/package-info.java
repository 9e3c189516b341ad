/**
 * An authorization server for tests: you start {@link dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator} and
 * let it misbehave.
 */
@NullMarked
package dev.integrationsdk.testkit.oauth;

import org.jspecify.annotations.NullMarked;
