package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which attributes were asked for, under which names they are delivered. Immutable. */
final class FieldSelection {
    /** The pseudo attribute under which an entry's name is delivered. */
    static final String DN = "dn";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*(;[A-Za-z0-9_-]+)*");

    /** Passwords and their hashes never leave the directory. */
    private static final Set<String> SECRETS = Set.of(
            "userpassword",
            "unicodepwd",
            "dbcspwd",
            "ntpwdhistory",
            "lmpwdhistory",
            "supplementalcredentials",
            "authpassword",
            "sambantpassword",
            "sambalmpassword",
            "krbprincipalkey",
            "ms-mcs-admpwd",
            "userpkcs12",
            "pwdhistory",
            "passwordhistory",
            "krbextradata",
            "mslaps-password",
            "mslaps-encryptedpassword",
            "msds-managedpassword");

    /** Names of the same attribute in RFC 4519: a directory answers with one, whichever was asked for. */
    private static final Map<String, String> TWINS = twins(
            "cn", "commonname",
            "sn", "surname",
            "givenname", "gn",
            "l", "localityname",
            "st", "stateorprovincename",
            "o", "organizationname",
            "ou", "organizationalunitname",
            "c", "countryname",
            "uid", "userid",
            "mail", "rfc822mailbox",
            "dc", "domaincomponent",
            "mobile", "mobiletelephonenumber",
            "homephone", "hometelephonenumber",
            "pager", "pagertelephonenumber",
            "street", "streetaddress",
            "facsimiletelephonenumber", "fax");

    private final Set<String> requested;
    private final List<String> fields;

    /** @throws IntegrationException INVALID_CONFIGURATION naming a field that is no attribute, or one that holds secrets */
    FieldSelection(Set<String> requested, EntityType entityType) {
        this.requested = requested;
        this.fields =
                requested.isEmpty() ? DirectoryTypes.defaultFields(entityType) : List.copyOf(new TreeSet<>(requested));
        for (String field : fields) {
            if (!NAME.matcher(field).matches()) {
                throw refused(field, "is not the name of an attribute");
            }
            if (isSecret(field)) {
                throw refused(field, "holds a password, which is never read");
            }
        }
    }

    /** Whether an attribute holds a password or what can be turned into one. */
    static boolean isSecret(String name) {
        return SECRETS.contains(AttributeKey.of(name).base());
    }

    /** Whether it was made for the same request. */
    boolean isFor(Set<String> fieldsOfRequest) {
        return requested.equals(fieldsOfRequest);
    }

    /** The names under which values are delivered. */
    List<String> fields() {
        return fields;
    }

    boolean hasAccountState() {
        return fields.stream().anyMatch(AccountState.NAMES::contains);
    }

    boolean hasMemberships() {
        return fields.stream().anyMatch(Memberships.NAMES::contains);
    }

    /** Whether an attribute is ours and not the directory's. */
    static boolean isComputed(String name) {
        return AccountState.NAMES.contains(name) || Memberships.NAMES.contains(name);
    }

    /** What to ask the directory for, with these beside. */
    List<String> attributes(List<String> others) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<String> names = new ArrayList<>();
        for (List<String> source :
                List.of(fields, others, hasAccountState() ? AccountState.ATTRIBUTES : List.<String>of())) {
            for (String name : source) {
                if (!name.equalsIgnoreCase(DN) && !isComputed(name) && seen.add(name)) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(names);
    }

    /** The other name of the same attribute, or the name itself. Lower case. */
    static String twin(String base) {
        String lower = base.toLowerCase(Locale.ROOT);
        return TWINS.getOrDefault(lower, lower);
    }

    private static IntegrationException refused(String field, String reason) {
        return new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION, "the field mapping's '" + field + "' " + reason);
    }

    private static Map<String, String> twins(String... pairs) {
        Map<String, String> twins = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            twins.put(pairs[i], pairs[i + 1]);
            twins.put(pairs[i + 1], pairs[i]);
        }
        return Map.copyOf(twins);
    }
}
