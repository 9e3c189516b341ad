package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that want to be more than values. As many as the system property {@code hostile.values} says, from the seed
 * {@code hostile.seed}.
 */
final class HostileValuesTest {
    private static final int COUNT = Integer.getInteger("hostile.values", 50_000);
    private static final long SEED = Long.getLong("hostile.seed", 20_261_122L);
    private static final String[] PIECES = {
        "*",
        "(",
        ")",
        "\\",
        "\0",
        "|",
        "&",
        "!",
        "=",
        "~=",
        ">=",
        ":=",
        ",",
        "+",
        "\"",
        "<",
        ">",
        ";",
        "#",
        " ",
        "/",
        "\n",
        "uid",
        "cn=",
        "*)(uid=*",
        "admin)(|(a=b",
        "\\2a",
        "\\00",
        "ä",
        "\u00e4",
        "a\u0308",
        "\ud83d\ude00",
        "\u202e",
        "%00",
        "${jndi:ldap://x}",
        ",dc=example,dc=com",
        "objectClass=*",
        "x"
    };

    private final Random random = new Random(SEED);

    @Test
    void aFilterKeepsItsShapeWhateverTheValueIs() throws LDAPException {
        for (int i = 0; i < COUNT; i++) {
            String value = hostile();
            Filter built = Filter.createANDFilter(
                    DirectoryFilters.parse("(objectClass=person)"), Filter.createEqualityFilter("uid", value));

            Filter sent = Filter.decode(built.encode());
            Filter printed = Filter.create(built.toString());
            for (Filter filter : new Filter[] {sent, printed}) {
                assertThat(filter.getFilterType()).isEqualTo(Filter.FILTER_TYPE_AND);
                assertThat(filter.getComponents()).hasSize(2);
                Filter equality = filter.getComponents()[1];
                assertThat(equality.getFilterType()).isEqualTo(Filter.FILTER_TYPE_EQUALITY);
                assertThat(equality.getAttributeName()).isEqualTo("uid");
                assertThat(equality.getAssertionValue()).isEqualTo(value);
            }
        }
    }

    @Test
    void aNameKeepsItsParentAndOneSpellingWhateverTheValueIs() throws LDAPException {
        DN parent = new DN("ou=people,dc=example,dc=com");
        for (int i = 0; i < COUNT; i++) {
            String value = hostile();
            DN name = new DN(new RDN("cn", value), parent);
            DN read = new DN(name.toString());

            assertThat(read.getParent()).isEqualTo(parent);
            assertThat(read.getRDN().getAttributeValues()).containsExactly(value);
            String normalized = AttributeValues.normalized(name.toString());
            assertThat(AttributeValues.normalized(normalized)).isEqualTo(normalized);
            assertThat(FeedContext.isBelow(name.toString(), "ou=people,dc=example,dc=com"))
                    .isTrue();
            assertThat(FeedContext.isBelow("ou=notpeople,dc=example,dc=com", "people,dc=example,dc=com"))
                    .isFalse();
        }
    }

    private String hostile() {
        StringBuilder value = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }
}
