/**
 * The adapter for LDAP directories and Active Directory: reads users and groups, all of them at each scan.
 *
 * <p>You call {@link dev.integrationsdk.adapters.ldap.LdapConnectorProvider}, or let {@link java.util.ServiceLoader} find
 * it; nothing else is public. How a paged search and pages without memory go together is decision record 0004.
 */
@NullMarked
package dev.integrationsdk.adapters.ldap;

import org.jspecify.annotations.NullMarked;
