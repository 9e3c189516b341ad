package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.schema.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FieldMappingTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static FieldMapping of(FieldRule... rules) {
        FieldMapping.Builder builder = FieldMapping.builder();
        for (FieldRule rule : rules) {
            builder.rule(rule);
        }
        return builder.build();
    }

    private static FieldMapping with(Converter... steps) {
        return of(FieldRule.of("there", "here").with(steps));
    }

    static Stream<Arguments> conversions() {
        return Stream.of(
                Arguments.of(Converter.trim(), " Ada ", "Ada", "Ada"),
                Arguments.of(Converter.lower(), "I", "i", "i"),
                Arguments.of(Converter.upper(), "i", "I", "I"),
                Arguments.of(Converter.cut(2), "a\uD83D\uDE00b", "a\uD83D\uDE00", "a\uD83D\uDE00"),
                Arguments.of(Converter.integer(), "12", 12L, "12"),
                Arguments.of(Converter.decimal(), "1.50", new BigDecimal("1.50"), "1.50"),
                Arguments.of(Converter.decimalWithComma(), "1,5", new BigDecimal("1.5"), "1,5"),
                Arguments.of(Converter.yesNo("Y", "N"), "N", false, "N"),
                Arguments.of(Converter.date(), "2026-03-01", LocalDate.of(2026, 3, 1), "2026-03-01"),
                Arguments.of(Converter.date("dd.MM.yyyy"), "01.03.2026", LocalDate.of(2026, 3, 1), "01.03.2026"),
                Arguments.of(
                        Converter.instant(),
                        "2026-03-01T10:15:00+01:00",
                        Instant.parse("2026-03-01T09:15:00Z"),
                        "2026-03-01T09:15:00Z"),
                Arguments.of(
                        Converter.instant("dd.MM.yyyy HH:mm", BERLIN),
                        "01.07.2026 12:00",
                        Instant.parse("2026-07-01T10:00:00Z"),
                        "01.07.2026 12:00"),
                Arguments.of(Converter.epochMillis(), "1500", Instant.ofEpochMilli(1500), "1500"),
                Arguments.of(Converter.epochSeconds(), "15", Instant.ofEpochSecond(15), "15"),
                Arguments.of(Converter.text(FieldType.INTEGER), 7L, "7", 7L),
                Arguments.of(
                        Converter.day(BERLIN),
                        Instant.parse("2026-06-30T22:30:00Z"),
                        LocalDate.of(2026, 7, 1),
                        Instant.parse("2026-06-30T22:00:00Z")),
                Arguments.of(
                        Converter.startOfDay(BERLIN),
                        LocalDate.of(2026, 7, 1),
                        Instant.parse("2026-06-30T22:00:00Z"),
                        LocalDate.of(2026, 7, 1)),
                Arguments.of(Converter.list(";"), "a;;b", List.of("a", "", "b"), "a;;b"),
                Arguments.of(Converter.joined(", "), List.of("a", "b"), "a, b", List.of("a", "b")),
                Arguments.of(Converter.first(), List.of("a", "b"), "a", "a"),
                Arguments.of(Converter.several(), "a", List.of("a"), "a"),
                Arguments.of(Converter.trim(), List.of(" a", "b "), List.of("a", "b"), List.of("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void aConverterConvertsBothWays(Converter converter, Object there, Object here, Object back) {
        FieldMapping mapping = with(converter);

        Attributes host = mapping.toHost(Attributes.of(Map.of("there", there))).attributes();

        assertThat(host).isEqualTo(Attributes.of(Map.of("here", here)));
        assertThat(mapping.toExternal(host).attributes()).isEqualTo(Attributes.of(Map.of("there", back)));
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(Converter.integer(), "1.5"),
                Arguments.of(Converter.integer(), "99999999999999999999"),
                Arguments.of(Converter.integer(), true),
                Arguments.of(Converter.decimal(), "1E999999999"),
                Arguments.of(Converter.decimal(), ""),
                Arguments.of(Converter.decimalWithComma(), "1.000,5"),
                Arguments.of(Converter.yesNo(), "TRUE"),
                Arguments.of(Converter.date(), "2026-02-30"),
                Arguments.of(Converter.date("dd.MM.yyyy"), "1.3.2026"),
                Arguments.of(Converter.instant(), "2026-03-01T10:15:00"),
                Arguments.of(Converter.epochMillis(), "9223372036854775807"),
                Arguments.of(Converter.epochSeconds(), "9223372036854775807"),
                Arguments.of(Converter.text(FieldType.DATE), 7L),
                Arguments.of(Converter.day(BERLIN), "2026-03-01"),
                Arguments.of(Converter.joined(";"), List.of("a;b", "c")),
                Arguments.of(Converter.joined(";;"), List.of("a;", "b")),
                Arguments.of(Converter.several(), List.of("a", "b")),
                Arguments.of(Converter.trim(), 7L),
                Arguments.of(ChoiceTable.empty().with("lead", "PROSPECT"), "Lead"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void aConverterThatCannotNamesTheFieldAndNoValue(Converter converter, Object there) {
        FieldMapping mapping = with(converter);
        Attributes external = Attributes.of(Map.of("there", there));

        assertThatThrownBy(() -> mapping.toHost(external))
                .isInstanceOfSatisfying(IntegrationException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.MAPPING_FAILED);
                    assertThat(refused.getMessage()).contains("here (");
                    if (!there.toString().isEmpty()) {
                        assertThat(refused.getMessage()).doesNotContain(there.toString());
                    }
                });
    }

    @Test
    void everyFieldThatCannotBeMappedIsNamedAtOnce() {
        FieldMapping mapping = of(
                FieldRule.of("a", "one").with(Converter.integer()),
                FieldRule.of("b", "two").with(Converter.date()),
                FieldRule.of("c", "three").required(),
                FieldRule.of("d", "four").required());
        Attributes external =
                Attributes.builder().put("a", "x").put("b", "y").put("c", null).build();

        assertThatThrownBy(() -> mapping.toHost(external))
                .hasMessageContaining("required attributes have no value: [c, d]")
                .hasMessageContaining("[one (is not a whole number), two (is not a date)]");
    }

    @Test
    void absentNullAndEmptyStayThreeThings() {
        FieldMapping mapping = with(Converter.trim(), Converter.lower());
        Attributes cleared = Attributes.builder().put("there", null).build();

        assertThat(mapping.toHost(Attributes.empty()).attributes().contains("here"))
                .isFalse();
        assertThat(mapping.toHost(cleared).attributes().isNull("here")).isTrue();
        assertThat(mapping.toHost(Attributes.of(Map.of("there", "")))
                        .attributes()
                        .text("here"))
                .contains("");
        assertThat(mapping.toExternal(Attributes.empty()).attributes().size()).isZero();
        assertThat(mapping.toExternal(Attributes.builder().put("here", null).build())
                        .attributes()
                        .isNull("there"))
                .isTrue();
    }

    @Test
    void aDefaultFillsWhatIsAbsentOrNullButNotWhatIsEmpty() {
        FieldMapping mapping = of(FieldRule.of("there", "here")
                .with(ChoiceTable.empty().with("DE", "Germany").with("", "nowhere"))
                .orElse("DE")
                .required());

        assertThat(here(mapping, Attributes.empty())).isEqualTo("Germany");
        assertThat(here(mapping, Attributes.builder().put("there", null).build()))
                .isEqualTo("Germany");
        assertThat(here(mapping, Attributes.of(Map.of("there", "")))).isEqualTo("nowhere");
    }

    private static Object here(FieldMapping mapping, Attributes external) {
        return mapping.toHost(external).attributes().get("here").orElse("none");
    }

    @Test
    void aConstantStandsInEveryRecordOfTheHostAndIsNotSent() {
        FieldMapping mapping = of(FieldRule.constant("7", "here").with(Converter.integer()));

        Attributes host = mapping.toHost(Attributes.empty()).attributes();

        assertThat(host).isEqualTo(Attributes.of(Map.of("here", 7L)));
        assertThat(mapping.toExternal(host).attributes().size()).isZero();
    }

    @Test
    void aValueThatTheTableDoesNotKnowIsTakenAsTheLeastPrivilegedOneAndReported() {
        ChoiceTable roles = ChoiceTable.empty()
                .with("admin", "ADMIN")
                .takingUnknownAs("GUEST")
                .writingUnknownAs("none");
        FieldMapping mapping = with(roles);

        MappedRecord in = mapping.toHost(Attributes.of(Map.of("there", List.of("admin", "root"))));
        MappedRecord out = mapping.toExternal(Attributes.of(Map.of("here", "OWNER")));

        assertThat(in.attributes().texts("here")).containsExactly("ADMIN", "GUEST");
        assertThat(in.unknown()).containsExactly(new UnknownValue("here", "root", "GUEST"));
        assertThat(in.unknown().get(0).toString()).doesNotContain("root");
        assertThat(out.attributes().text("there")).contains("none");
        assertThat(out.unknown()).containsExactly(new UnknownValue("there", "OWNER", "none"));
    }

    @Test
    void severalFieldsAreJoinedAndSplitAgain() {
        FieldMapping mapping = of(FieldRule.join(List.of("first", "last"), " ", "name"));
        Attributes external = Attributes.of(Map.of("first", "Ada", "last", "King Lovelace"));

        Attributes host = mapping.toHost(external).attributes();

        assertThat(host.text("name")).contains("Ada King Lovelace");
        assertThat(mapping.toExternal(host).attributes()).isEqualTo(external);
        assertThat(mapping.toHost(Attributes.empty()).attributes().contains("name"))
                .isFalse();
        assertThat(mapping.externalNames()).containsExactly("first", "last");
    }

    @Test
    void oneFieldIsSplitAndJoinedAgain() {
        FieldMapping mapping =
                of(FieldRule.part(1, 2, ", ", "name", "last"), FieldRule.part(2, 2, ", ", "name", "first"));
        Attributes external = Attributes.of(Map.of("name", "Lovelace, Ada, Countess"));

        Attributes host = mapping.toHost(external).attributes();

        assertThat(host).isEqualTo(Attributes.of(Map.of("last", "Lovelace", "first", "Ada, Countess")));
        assertThat(mapping.toExternal(host).attributes()).isEqualTo(external);
        Attributes onlyOne = Attributes.of(Map.of("last", "Byron"));
        assertThatThrownBy(() -> mapping.toExternal(onlyOne)).hasMessageContaining("name (needs all of its parts)");
    }

    @Test
    void eachFieldGoesInItsDirectionsOnly() {
        FieldMapping mapping = of(
                FieldRule.of("in", "a").going(MappingDirection.PULL),
                FieldRule.of("out", "b").going(MappingDirection.PUSH));

        assertThat(mapping.toHost(Attributes.of(Map.of("in", "1", "out", "2"))).attributes())
                .isEqualTo(Attributes.of(Map.of("a", "1")));
        assertThat(mapping.toExternal(Attributes.of(Map.of("a", "1", "b", "2"))).attributes())
                .isEqualTo(Attributes.of(Map.of("out", "2")));
        assertThat(mapping.externalNames()).containsExactly("in");
    }

    @Test
    void fieldsOfTheAccountAreKeptBehindAPrefix() {
        FieldMapping mapping = FieldMapping.builder()
                .field("lastname", "surname")
                .rest("custom.", MappingDirection.BOTH)
                .build();
        Attributes external = Attributes.builder()
                .put("lastname", "Lovelace")
                .put("shoe_size", 38L)
                .put("SHOE_SIZE", null)
                .build();

        Attributes host = mapping.toHost(external).attributes();

        assertThat(host.names()).containsExactly("custom.SHOE_SIZE", "custom.shoe_size", "surname");
        assertThat(mapping.toExternal(host).attributes()).isEqualTo(external);
        assertThat(mapping.externalNames()).isEmpty();
    }

    @Test
    void pathsAreShownAsARecordWithinTheRecord() {
        Attributes flat = of(FieldRule.of("zip", "address.zip"), FieldRule.of("city", "address.city"))
                .toHost(Attributes.of(Map.of("zip", "10115", "city", "Berlin")))
                .attributes();

        Map<String, Object> nested = Map.of("address", Map.of("zip", "10115", "city", "Berlin"));
        assertThat(NestedRecord.of(flat)).isEqualTo(nested);
        assertThat(NestedRecord.flat(nested)).isEqualTo(flat);
    }

    @Test
    void rulesThatDoNotStandTogetherAreAllNamedAtOnce() {
        FieldMapping.Builder builder = FieldMapping.builder()
                .rule(FieldRule.of("mail", "email"))
                .rule(FieldRule.of("mail", "login"))
                .rule(FieldRule.of("town", "address"))
                .rule(FieldRule.of("city", "address.city"))
                .rule(FieldRule.part(1, 3, " ", "name", "first"))
                .rule(FieldRule.constant("x", "origin").going(MappingDirection.BOTH));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("login: writes the remote's 'mail'")
                .withMessageContaining("address.city: lies within 'address'")
                .withMessageContaining("first: is sent as one of 3 parts")
                .withMessageContaining("origin: a constant is not sent");
    }

    @Test
    void namesThatDifferByCaseAreDifferentFields() {
        FieldMapping mapping =
                FieldMapping.builder().field("Id", "id").field("ID", "Id").build();

        assertThat(mapping.toHost(Attributes.of(Map.of("Id", "1", "ID", "2"))).attributes())
                .isEqualTo(Attributes.of(Map.of("id", "1", "Id", "2")));
    }
}
