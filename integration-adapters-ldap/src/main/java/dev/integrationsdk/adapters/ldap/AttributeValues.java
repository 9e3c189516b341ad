package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.spi.record.Binary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a directory's bytes become: text, or {@link Binary}; one value alone, several as a sorted list. */
final class AttributeValues {
    /** Never text, even where the bytes of one value could be read as such. */
    private static final Set<String> BINARY = Set.of(
            "jpegphoto",
            "photo",
            "thumbnailphoto",
            "thumbnaillogo",
            "audio",
            "objectguid",
            "objectsid",
            "sidhistory",
            "guid",
            "usercertificate",
            "usersmimecertificate",
            "cacertificate",
            "msexchmailboxguid",
            "ms-ds-consistencyguid",
            "logonhours");
    /** Normalised, so that a member equals the {@code dn} of the entry that it names, however somebody typed it. */
    private static final Set<String> NAMES = Set.of(
            "member",
            "uniquemember",
            "memberof",
            "manager",
            "managedby",
            "directreports",
            "owner",
            "secretary",
            "seealso",
            "roleoccupant",
            "distinguishedname",
            "entrydn");

    private AttributeValues() {}

    /** @param base the attribute's name without options, in lower case; null where there is no value */
    static @Nullable Object of(String base, boolean binary, List<byte[]> values) {
        if (values.isEmpty()) {
            return null;
        }
        Optional<List<String>> texts = binary || BINARY.contains(base) ? Optional.empty() : texts(base, values);
        if (texts.isPresent()) {
            List<String> sorted = texts.get();
            Collections.sort(sorted);
            return sorted.size() == 1 ? sorted.get(0) : List.copyOf(sorted);
        }
        List<byte[]> sorted = new ArrayList<>(values);
        sorted.sort(Arrays::compareUnsigned);
        List<Binary> binaries = sorted.stream().map(Binary::of).toList();
        return binaries.size() == 1 ? binaries.get(0) : binaries;
    }

    /** @param base in lower case */
    static boolean isBinary(String base) {
        return BINARY.contains(base);
    }

    /** Whether its values are names of entries. */
    static boolean isName(String base) {
        return NAMES.contains(base);
    }

    /** A distinguished name in one spelling; text that is none stays as it is. */
    static String normalized(String name) {
        try {
            return DN.normalize(name);
        } catch (LDAPException noName) {
            return name;
        }
    }

    /** Empty if one of the values is no text: values of one attribute are of one kind. */
    private static Optional<List<String>> texts(String base, List<byte[]> values) {
        List<String> texts = new ArrayList<>(values.size());
        for (byte[] value : values) {
            Optional<String> text = Utf8.decode(value);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(NAMES.contains(base) ? normalized(text.get()) : text.get());
        }
        return Optional.of(texts);
    }
}
