package dev.integrationsdk.testkit.generated;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Source of invented records that depend on nothing but a seed and their index.
 *
 * <p>Two sources with one seed agree record by record; a record may be asked for alone, repeatedly and out of order.
 * Immutable and thread-safe.
 */
public final class GeneratedRecords {
    private static final long PERSON_SALT = 0x9E3779B97F4A7C15L;
    private static final long COMPANY_SALT = 0xC2B2AE3D27D4EB4FL;
    private static final long DEAL_SALT = 0x165667B19E3779F9L;
    private static final LocalDate FIRST_CLOSE_DATE = LocalDate.of(2025, 1, 1);
    private static final int CLOSE_DATE_DAYS = 730;
    private static final int LARGEST_AMOUNT_IN_CENTS = 25_000_000;

    private final long seed;

    private GeneratedRecords(long seed) {
        this.seed = seed;
    }

    /** Returns the source that belongs to a seed. */
    public static GeneratedRecords ofSeed(long seed) {
        return new GeneratedRecords(seed);
    }

    /**
     * Invents one person.
     *
     * @throws IllegalArgumentException if {@code index} is negative
     */
    public Person person(int index) {
        SplittableRandom random = random(PERSON_SALT, index);
        Culture culture = pick(Culture.ALL, random);
        Word given = pick(culture.givenNames(), random);
        Word family = pick(culture.familyNames(), random);
        String email = given.ascii() + "." + family.ascii() + index + "@"
                + pick(Words.COMPANY_STEMS, random).ascii() + ".example";
        return new Person(
                given.text(), family.text(), email, phone(culture.dialCode(), random), pick(Words.TITLES, random));
    }

    /**
     * Invents one company.
     *
     * @throws IllegalArgumentException if {@code index} is negative
     */
    public Company company(int index) {
        SplittableRandom random = random(COMPANY_SALT, index);
        Word stem = pick(Words.COMPANY_STEMS, random);
        Word trade = pick(Words.TRADES, random);
        Words.Place place = pick(Words.PLACES, random);
        String domain = (stem.ascii() + "-" + trade.ascii() + index + ".example").toLowerCase(Locale.ROOT);
        String name = stem.text() + " " + trade.text() + " " + place.companyForm();
        return new Company(name, domain, place.city(), place.country());
    }

    /**
     * Invents one deal.
     *
     * @throws IllegalArgumentException if {@code index} is negative
     */
    public Deal deal(int index) {
        SplittableRandom random = random(DEAL_SALT, index);
        String name = pick(Words.COMPANY_STEMS, random).text() + ": " + pick(Words.DEAL_SUBJECTS, random);
        BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(LARGEST_AMOUNT_IN_CENTS), 2);
        LocalDate closeDate = FIRST_CLOSE_DATE.plusDays(random.nextInt(CLOSE_DATE_DAYS));
        return new Deal(name, amount, pick(Words.DEAL_STAGES, random), closeDate);
    }

    /** Invents the people with the indexes 0 to {@code count - 1}, lazily and in order. */
    public Stream<Person> people(int count) {
        return first(count, this::person);
    }

    /** Invents the companies with the indexes 0 to {@code count - 1}, lazily and in order. */
    public Stream<Company> companies(int count) {
        return first(count, this::company);
    }

    /** Invents the deals with the indexes 0 to {@code count - 1}, lazily and in order. */
    public Stream<Deal> deals(int count) {
        return first(count, this::deal);
    }

    private static <T> Stream<T> first(int count, IntFunction<T> invention) {
        return IntStream.range(0, count).mapToObj(invention);
    }

    private SplittableRandom random(long salt, int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index is negative: " + index);
        }
        return new SplittableRandom((seed + index) * salt ^ seed);
    }

    private static String phone(String dialCode, SplittableRandom random) {
        return dialCode + " " + (100 + random.nextInt(900)) + " 555 " + (1000 + random.nextInt(9000));
    }

    private static <T> T pick(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
