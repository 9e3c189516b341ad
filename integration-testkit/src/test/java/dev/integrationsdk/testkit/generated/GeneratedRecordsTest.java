package dev.integrationsdk.testkit.generated;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GeneratedRecordsTest {
    private final GeneratedRecords records = GeneratedRecords.ofSeed(42);

    @Test
    void sameSeedGivesSameRecords() {
        GeneratedRecords again = GeneratedRecords.ofSeed(42);

        assertThat(again.people(500))
                .containsExactlyElementsOf(records.people(500).toList());
        assertThat(again.companies(500))
                .containsExactlyElementsOf(records.companies(500).toList());
        assertThat(again.deals(500))
                .containsExactlyElementsOf(records.deals(500).toList());
    }

    @Test
    void recordDependsOnItsIndexAlone() {
        Person alone = records.person(77);

        assertThat(records.people(100).toList().get(77)).isEqualTo(alone);
    }

    @Test
    void otherSeedGivesOtherRecords() {
        List<Person> others = GeneratedRecords.ofSeed(43).people(100).toList();

        assertThat(records.people(100).toList()).isNotEqualTo(others);
    }

    @Test
    void mailAddressesAreUniqueAndPlain() {
        List<String> addresses = records.people(100_000).map(Person::email).toList();

        assertThat(addresses).doesNotHaveDuplicates();
        assertThat(addresses).allMatch(address -> address.matches("[a-z0-9.-]+@[a-z0-9-]+\\.example"));
    }

    @Test
    void domainsAreUniqueAndPlain() {
        List<String> domains = records.companies(20_000).map(Company::domain).toList();

        assertThat(domains).doesNotHaveDuplicates();
        assertThat(domains).allMatch(domain -> domain.matches("[a-z0-9-]+\\.example"));
    }

    @Test
    void namesComeInSeveralAlphabetsAndUpToFourBytesPerCharacter() {
        String names = records.people(2_000).map(Person::familyName).collect(Collectors.joining());

        assertThat(names.codePoints().mapToObj(Character.UnicodeScript::of).collect(Collectors.toSet()))
                .contains(
                        Character.UnicodeScript.LATIN,
                        Character.UnicodeScript.CYRILLIC,
                        Character.UnicodeScript.ARABIC,
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HANGUL);
        assertThat(names.codePoints()).anyMatch(Character::isSupplementaryCodePoint);
        assertThat(new String(names.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(names);
    }

    @Test
    void amountsArePositiveWithTwoDecimals() {
        assertThat(records.deals(1_000))
                .allMatch(deal -> deal.amount().signum() > 0 && deal.amount().scale() == 2);
    }

    @Test
    void negativeIndexIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.person(-1))
                .withMessageContaining("index");
    }
}
