/**
 * Connecting by OAuth: you call {@link dev.integrationsdk.oauth.OAuthConnections}, and say in
 * {@link dev.integrationsdk.oauth.OAuthApps} which applications you have registered.
 */
@NullMarked
package dev.integrationsdk.oauth;

import org.jspecify.annotations.NullMarked;
