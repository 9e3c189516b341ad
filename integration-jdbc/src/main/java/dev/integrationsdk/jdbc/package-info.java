/**
 * The library's tables in the host's own relational database. You CALL it: give the builder a {@code DataSource}, and
 * the engine the repositories and the transaction runner that come out.
 *
 * <p>Nothing here changes a setting of the database or keeps a connection beyond one transaction.
 */
@NullMarked
package dev.integrationsdk.jdbc;

import org.jspecify.annotations.NullMarked;
