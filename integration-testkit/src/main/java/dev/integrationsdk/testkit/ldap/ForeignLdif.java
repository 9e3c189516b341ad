package dev.integrationsdk.testkit.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.DuplicateValueBehavior;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.TrailingSpaceBehavior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Entries read from somebody else's LDIF, put into an order in which they can be added. */
final class ForeignLdif {
    private final Map<DN, Entry> entries = new TreeMap<>(
            Comparator.<DN>comparingInt(dn -> dn.getRDNs().length).thenComparing(Comparator.naturalOrder()));
    private final List<String> rejected = new ArrayList<>();

    static ForeignLdif read(Path... files) throws IOException {
        ForeignLdif ldif = new ForeignLdif();
        for (Path file : files) {
            try (LDIFReader reader = new LDIFReader(Files.newInputStream(file))) {
                reader.setDuplicateValueBehavior(DuplicateValueBehavior.STRIP);
                reader.setTrailingSpaceBehavior(TrailingSpaceBehavior.STRIP);
                ldif.readAll(reader);
            }
        }
        ldif.rejectOrphans();
        return ldif;
    }

    /** Parents before children. */
    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The entries at the top, below which all others are. */
    List<DN> baseDns() {
        return entries.keySet().stream()
                .filter(dn -> entries.keySet().stream().noneMatch(other -> dn.isDescendantOf(other, false)))
                .toList();
    }

    /** What was left out, and why. */
    List<String> rejected() {
        return List.copyOf(rejected);
    }

    private void readAll(LDIFReader reader) throws IOException {
        boolean more = true;
        while (more) {
            try {
                Entry entry = reader.readEntry();
                more = entry != null;
                if (entry != null) {
                    accept(entry);
                }
            } catch (LDIFException e) {
                rejected.add(e.getMessage());
                more = e.mayContinueReading();
            }
        }
    }

    private void accept(Entry entry) {
        try {
            if (entries.putIfAbsent(entry.getParsedDN(), entry) != null) {
                rejected.add(entry.getDN() + ": there is an entry with this name already");
            }
        } catch (LDAPException e) {
            rejected.add(entry.getDN() + ": " + e.getMessage());
        }
    }

    /** An entry below a base whose own parent is missing cannot be added. */
    private void rejectOrphans() {
        List<DN> bases = baseDns();
        for (DN dn : List.copyOf(entries.keySet())) {
            DN parent = dn.getParent();
            if (!bases.contains(dn) && (parent == null || !entries.containsKey(parent))) {
                entries.remove(dn);
                rejected.add(dn + ": its parent is missing");
            }
        }
    }
}
