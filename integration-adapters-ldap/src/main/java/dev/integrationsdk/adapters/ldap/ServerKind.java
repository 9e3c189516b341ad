package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.util.Locale;
import java.util.Optional;

/** Which product answers, as far as it makes a difference. */
enum ServerKind {
    ACTIVE_DIRECTORY("active-directory"),
    OPENLDAP("openldap"),
    /** 389 Directory Server, FreeIPA, Red Hat Directory Server. */
    DS_389("389"),
    EDIRECTORY("edirectory"),
    /** Anything else that keeps to LDAPv3. */
    GENERIC("ldap");

    static final String AUTO = "auto";
    private static final String ACTIVE_DIRECTORY_CAPABILITY = "1.2.840.113556.1.4.800";

    private final String setting;

    ServerKind(String setting) {
        this.setting = setting;
    }

    /** As it is written in settings. */
    String setting() {
        return setting;
    }

    /** Empty for {@link #AUTO}. */
    static Optional<ServerKind> named(String setting) {
        for (ServerKind kind : values()) {
            if (kind.setting.equals(setting)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What the directory's own description says. */
    static ServerKind of(Entry rootDse) {
        if (rootDse.hasAttributeValue("supportedCapabilities", ACTIVE_DIRECTORY_CAPABILITY)) {
            return ACTIVE_DIRECTORY;
        }
        String vendor = (rootDse.getAttributeValue("vendorName") + " " + rootDse.getAttributeValue("vendorVersion"))
                .toLowerCase(Locale.ROOT);
        if (vendor.contains("389") || vendor.contains("red hat") || vendor.contains("fedora")) {
            return DS_389;
        }
        if (vendor.contains("novell") || vendor.contains("netiq") || vendor.contains("edirectory")) {
            return EDIRECTORY;
        }
        return rootDse.hasAttributeValue("objectClass", "OpenLDAProotDSE") ? OPENLDAP : GENERIC;
    }

    /** By which its entries are identified; empty where the entries themselves must tell. */
    Optional<IdAttribute> idAttribute() {
        return switch (this) {
            case ACTIVE_DIRECTORY -> Optional.of(IdAttribute.OBJECT_GUID);
            case OPENLDAP -> Optional.of(IdAttribute.ENTRY_UUID);
            case DS_389 -> Optional.of(IdAttribute.NS_UNIQUE_ID);
            case EDIRECTORY -> Optional.of(IdAttribute.GUID);
            case GENERIC -> Optional.empty();
        };
    }
}
