/**
 * Transactions of a host that uses Spring. You CALL it. Needs spring-tx and spring-jdbc, which the host brings along;
 * nothing else of the library does.
 */
@NullMarked
package dev.integrationsdk.jdbc.spring;

import org.jspecify.annotations.NullMarked;
