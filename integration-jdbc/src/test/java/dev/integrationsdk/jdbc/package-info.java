/** Tests of the JDBC store on a real H2. */
@NullMarked
package dev.integrationsdk.jdbc;

import org.jspecify.annotations.NullMarked;
