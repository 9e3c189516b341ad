/**
 * What concerns a tenant as a whole: you call it to remove one, and after a database was restored.
 */
@NullMarked
package dev.integrationsdk.tenant;

import org.jspecify.annotations.NullMarked;
