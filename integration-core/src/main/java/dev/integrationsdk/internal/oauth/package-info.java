/** Not for use. The life of an OAuth connection: begun, completed, renewed, ended. */
@NullMarked
package dev.integrationsdk.internal.oauth;

import org.jspecify.annotations.NullMarked;
