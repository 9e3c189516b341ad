@NullMarked
package dev.integrationsdk.internal.call;

import org.jspecify.annotations.NullMarked;
