/**
 * Field mappings: you configure which attributes of the remote become which attributes of the host.
 */
@NullMarked
package dev.integrationsdk.mapping;

import org.jspecify.annotations.NullMarked;
