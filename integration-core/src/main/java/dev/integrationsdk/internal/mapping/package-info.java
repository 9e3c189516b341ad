/** The field mappings that count, and the tenants' say in them. */
@NullMarked
package dev.integrationsdk.internal.mapping;

import org.jspecify.annotations.NullMarked;
