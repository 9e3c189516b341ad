/**
 * Not for use. What the operator asks for: health, diagnosis, audit, whole tenants.
 */
@NullMarked
package dev.integrationsdk.internal.operate;

import org.jspecify.annotations.NullMarked;
