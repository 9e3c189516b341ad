@NullMarked
package dev.integrationsdk.adapters.hubspot;

import org.jspecify.annotations.NullMarked;
