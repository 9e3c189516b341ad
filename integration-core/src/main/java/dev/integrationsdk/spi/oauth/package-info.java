/**
 * Connecting by OAuth 2: an adapter declares {@link dev.integrationsdk.spi.oauth.OAuthSpec} and may offer
 * {@link dev.integrationsdk.spi.oauth.AccountIdentity}; a transport jar implements
 * {@link dev.integrationsdk.spi.oauth.OAuthWire}.
 */
@NullMarked
package dev.integrationsdk.spi.oauth;

import org.jspecify.annotations.NullMarked;
