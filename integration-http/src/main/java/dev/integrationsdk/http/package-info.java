/**
 * The one hardened way out over HTTP, on OkHttp. The engine finds it with {@link java.util.ServiceLoader}; nobody calls
 * {@link dev.integrationsdk.http.OkHttpTransportProvider} directly.
 *
 * <p>Adapters call {@link dev.integrationsdk.http.StrictJson} to read what came back.
 */
@NullMarked
package dev.integrationsdk.http;

import org.jspecify.annotations.NullMarked;
