/**
 * For tests of adapters over HTTP: {@link dev.integrationsdk.testkit.http.ScriptedTransport} answers with what the test has
 * put in. The reader calls it and implements nothing.
 */
@NullMarked
package dev.integrationsdk.testkit.http;

import org.jspecify.annotations.NullMarked;
