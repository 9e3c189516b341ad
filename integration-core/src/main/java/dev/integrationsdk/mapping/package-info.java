/**
 * Field mappings: you configure which attributes of the remote are which attributes of the host, both ways, and CALL {@link
 * dev.integrationsdk.mapping.FieldMappings} for what tenants say otherwise.
 */
@NullMarked
package dev.integrationsdk.mapping;

import org.jspecify.annotations.NullMarked;
