@NullMarked
package dev.integrationsdk.http;

import org.jspecify.annotations.NullMarked;
