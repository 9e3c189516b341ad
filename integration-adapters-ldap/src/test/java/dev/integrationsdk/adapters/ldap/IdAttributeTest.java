package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import dev.integrationsdk.spi.identity.ExternalId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class IdAttributeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "objectGUID, 44259bf7dcf74e4588f116ffa673c4c2, f79b2544-f7dc-454e-88f1-16ffa673c4c2",
        "GUID, 44259bf7dcf74e4588f116ffa673c4c2, 44259bf7-dcf7-4e45-88f1-16ffa673c4c2"
    })
    void bytesBecomeAnIdAndBack(String attribute, String hex, String id) {
        IdAttribute codec = IdAttribute.named(attribute);

        assertThat(codec.decode(bytes(hex))).isEqualTo(ExternalId.of(id));
        assertThat(codec.encode(ExternalId.of(id))).isEqualTo(bytes(hex));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nsUniqueId, 5fc50b11-e4f711f1-85e9a9eb-11a4a1a4, 5fc50b11-e4f7-11f1-85e9-a9eb11a4a1a4",
        "entryUUID, f79b2544-f7dc-454e-88f1-16ffa673c4c2, f79b2544-f7dc-454e-88f1-16ffa673c4c2",
        "ipauniqueid, f79b2544-f7dc-454e-88f1-16ffa673c4c2, f79b2544-f7dc-454e-88f1-16ffa673c4c2",
        "employeeNumber, E-17, E-17"
    })
    void textBecomesAnIdAndBack(String attribute, String text, String id) {
        IdAttribute codec = IdAttribute.named(attribute);

        assertThat(codec.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(ExternalId.of(id));
        assertThat(codec.encode(ExternalId.of(id)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void theCaseOfAUuidDoesNotMakeAnotherRecord() {
        byte[] upper = "F79B2544-F7DC-454E-88F1-16FFA673C4C2".getBytes(StandardCharsets.UTF_8);

        assertThat(IdAttribute.ENTRY_UUID.decode(upper)).hasToString("f79b2544-f7dc-454e-88f1-16ffa673c4c2");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "objectGUID, 0011",
        "GUID, 0011",
        "entryUUID, 312d312d312d312d31",
        "nsUniqueId, 3131",
        "sn, c328",
        "sn, 20"
    })
    void bytesOfAnotherFormAreNoId(String attribute, String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdAttribute.named(attribute).decode(bytes(hex)));
        assertThat(IdAttribute.named(attribute).read(new Entry("", new Attribute(attribute, bytes(hex)))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "vendorName, 389 Project, nsUniqueId",
        "vendorVersion, 389-Directory/2.3.1, nsUniqueId",
        "vendorName, NetIQ Corporation, GUID",
        "supportedCapabilities, 1.2.840.113556.1.4.800, objectGUID",
        "objectClass, OpenLDAProotDSE, entryUUID"
    })
    void theDirectorysDescriptionDecides(String attribute, String value, String expected) {
        assertThat(ServerKind.of(new Entry("", new Attribute(attribute, value))).idAttribute())
                .map(IdAttribute::name)
                .contains(expected);
    }

    @Test
    void withoutADescriptionMostEntriesDecide() {
        Entry synced = new Entry("", new Attribute("objectGUID", "x"), new Attribute("entryUUID", "x"));
        Entry local = new Entry("", new Attribute("entryUUID", "x"));

        assertThat(ServerKind.of(new Entry("")).idAttribute()).isEmpty();
        assertThat(IdAttribute.carriedBy(List.of(synced, local))).contains(IdAttribute.ENTRY_UUID);
        assertThat(IdAttribute.carriedBy(List.of(synced))).contains(IdAttribute.OBJECT_GUID);
        assertThat(IdAttribute.carriedBy(List.of())).isEmpty();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
