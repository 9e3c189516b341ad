/**
 * The one way out over HTTP. Adapters call {@link dev.integrationsdk.spi.http.HttpTransport}; a transport jar
 * implements it.
 */
@NullMarked
package dev.integrationsdk.spi.http;

import org.jspecify.annotations.NullMarked;
