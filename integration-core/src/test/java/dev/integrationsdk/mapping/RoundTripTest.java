package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.record.Attributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of generated mappings and records; a failure prints the seed that makes the same again. */
class RoundTripTest {
    private static final int CASES = 5_000;
    private static final ChoiceTable CHOICES =
            ChoiceTable.empty().with("lead", "PROSPECT").with("it's", "=|");

    /** Converters that say that they lose nothing, with the host's values that they are for. */
    private static final List<Kind> KINDS = List.of(
            new Kind(List.of(), RoundTripTest::anything),
            new Kind(List.of(Converter.integer()), Random::nextLong),
            new Kind(List.of(Converter.decimal()), RoundTripTest::number),
            new Kind(List.of(Converter.decimalWithComma()), RoundTripTest::number),
            new Kind(List.of(Converter.yesNo("Y", "N")), Random::nextBoolean),
            new Kind(List.of(Converter.date()), RoundTripTest::date),
            new Kind(List.of(Converter.date("MM/dd/yyyy")), RoundTripTest::date),
            new Kind(List.of(Converter.instant()), RoundTripTest::instant),
            new Kind(List.of(CHOICES), random -> random.nextBoolean() ? "PROSPECT" : "=|"),
            new Kind(List.of(Converter.list(";")), random -> texts(random, "abc' ,")),
            new Kind(List.of(Converter.joined("--")), random -> text(random, "ab-")),
            new Kind(List.of(Converter.several()), random -> List.of(text(random, "ab;"))),
            new Kind(List.of(Converter.list(";"), Converter.integer()), RoundTripTest::numbers));

    private record Kind(List<Converter> steps, Function<Random, Object> hostValue) {}

    @Test
    void whatTheHostHoldsGoesThroughAnInvertibleMappingAndComesBackAsItWas() {
        long first = Optional.ofNullable(Long.getLong("seed")).orElse(20_261_122L);
        for (long seed = first; seed < first + CASES; seed++) {
            Random random = new Random(seed);
            FieldMapping.Builder builder = FieldMapping.builder();
            Attributes.Builder values = Attributes.builder();
            int fields = 1 + random.nextInt(8);
            for (int i = 0; i < fields; i++) {
                Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                String name = (random.nextBoolean() ? "field" : "path.to") + i;
                builder.rule(FieldRule.of("There" + i, name).with(kind.steps().toArray(Converter[]::new)));
                put(random, values, name, kind.hostValue().apply(random));
            }
            if (random.nextBoolean()) {
                builder.rest("own.", MappingDirection.BOTH);
                put(random, values, "own.there0", anything(random));
            }
            comesBack(seed, builder.build(), values.build());
        }
    }

    private static void comesBack(long seed, FieldMapping built, Attributes host) {
        FieldMapping mapping = FieldMapping.parse(built.fields());
        assertThat(mapping).as("the text form, -Dseed=%d", seed).isEqualTo(built);
        assertThat(mapping.isInvertible()).as("-Dseed=%d", seed).isTrue();
        Attributes external = mapping.toExternal(host).attributes();
        assertThat(mapping.toHost(external).attributes())
                .as("%s, -Dseed=%d", mapping, seed)
                .isEqualTo(host);
        assertThat(mapping.toExternal(mapping.toHost(external).attributes()).attributes())
                .as("the remote's, %s, -Dseed=%d", mapping, seed)
                .isEqualTo(external);
    }

    private static void put(Random random, Attributes.Builder values, String name, @Nullable Object value) {
        int kind = random.nextInt(10);
        if (kind > 0) {
            values.put(name, kind == 1 ? null : value);
        }
    }

    private static Object anything(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> random.nextLong();
            case 2 -> texts(random, "ab;");
            default -> text(random, "xyz '|=*\u00e4\n");
        };
    }

    private static Object number(Random random) {
        return BigDecimal.valueOf(random.nextLong(), random.nextInt(30));
    }

    private static Object date(Random random) {
        return LocalDate.ofEpochDay(random.nextInt(2_000_000) - 700_000);
    }

    private static Object instant(Random random) {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private static Object numbers(Random random) {
        return random.longs(1 + random.nextInt(4)).boxed().toList();
    }

    private static List<String> texts(Random random, String letters) {
        return Stream.generate(() -> text(random, letters))
                .limit(1 + random.nextInt(4))
                .toList();
    }

    private static String text(Random random, String letters) {
        List<String> text = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.add(String.valueOf(letters.charAt(random.nextInt(letters.length()))));
        }
        return String.join("", text);
    }

    /** What loses something must not say otherwise. */
    @Test
    void aLossyRuleDoesNotSayThatItIsInvertible() {
        FieldRule plain = FieldRule.of("there", "here");

        assertThat(Stream.of(
                        plain.with(Converter.trim()),
                        plain.with(Converter.cut(3)),
                        plain.with(Converter.first()),
                        plain.with(Converter.epochMillis()),
                        plain.with(CHOICES.with("customer", "PROSPECT")),
                        plain.with(CHOICES.takingUnknownAs("GUEST")),
                        plain.orElse("x"),
                        plain.going(MappingDirection.PULL),
                        FieldRule.constant("x", "here"),
                        FieldRule.join(List.of("a", "b"), " ", "here")))
                .noneMatch(FieldRule::isInvertible);
    }
}
