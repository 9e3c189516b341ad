/**
 * An LDAP directory that runs inside the test: real sockets on the loopback address, invented people or a foreign LDIF,
 * faults on demand. The reader calls it and implements nothing.
 *
 * <p>It wraps the in-memory server of the UnboundID LDAP SDK, which the reader's build has to bring. That server knows
 * paged results, sorting and {@code entryUUID}, but neither content synchronisation nor {@code memberOf}; its time
 * stamps follow the system's clock, and every page repeats the whole search: some 5,000 entries are its useful size.
 * Start with {@link dev.integrationsdk.testkit.ldap.DirectorySimulator}.
 */
@NullMarked
package dev.integrationsdk.testkit.ldap;

import org.jspecify.annotations.NullMarked;
