/**
 * What happens while it happens: you IMPLEMENT {@link dev.integrationsdk.event.IntegrationListener} to show progress or
 * to count.
 */
@NullMarked
package dev.integrationsdk.event;

import org.jspecify.annotations.NullMarked;
