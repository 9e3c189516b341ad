package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.FieldType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads one rule: where the field comes from, then steps, with {@code |} between them. One pass; a longer text than 4,000
 * characters is not looked at.
 */
final class RuleText {
    static final int LONGEST = 4_000;

    private static final Set<String> SOURCES = Set.of("constant", "join", "part", "off");
    private static final Set<String> DIRECTIONS = Set.of("pull", "push", "both");

    private RuleText() {}

    /** A field's name, in quotes where it would be taken for something else. */
    static String name(String name) {
        return SOURCES.contains(name) || name.equals("*") ? Words.always(name) : Words.quoted(name);
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static FieldRule read(String hostName, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("has more than " + LONGEST + " characters");
        }
        List<List<Words.Word>> steps = steps(Words.of(text));
        FieldRule rule = source(hostName, steps.get(0));
        String lastDefault = "";
        boolean hasDefault = false;
        for (List<Words.Word> step : steps.subList(1, steps.size())) {
            if (step.size() == 2 && step.get(0).is("default")) {
                lastDefault = step.get(1).text();
                hasDefault = true;
            } else {
                rule = step(rule, step);
            }
        }
        rule.requireConvertible();
        return hasDefault ? rule.orElse(lastDefault) : rule;
    }

    private static List<List<Words.Word>> steps(List<Words.Word> words) {
        List<List<Words.Word>> steps = new ArrayList<>();
        steps.add(new ArrayList<>());
        for (Words.Word word : words) {
            if (word.is("|")) {
                steps.add(new ArrayList<>());
            } else {
                steps.get(steps.size() - 1).add(word);
            }
        }
        if (steps.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("has nothing where a step should be");
        }
        return steps;
    }

    private static FieldRule source(String hostName, List<Words.Word> words) {
        Words.Word first = words.get(0);
        if (words.size() == 1 && (first.isQuoted() || !SOURCES.contains(first.text()))) {
            return FieldRule.of(first.text(), hostName);
        }
        if (words.size() == 2 && first.is("constant")) {
            return FieldRule.constant(words.get(1).text(), hostName);
        }
        if (words.size() > 2 && first.is("join")) {
            List<String> names = words.stream().skip(2).map(Words.Word::text).toList();
            return FieldRule.join(names, words.get(1).text(), hostName);
        }
        if (words.size() == 6 && first.is("part") && words.get(2).is("of")) {
            return FieldRule.part(
                    number(words.get(1)),
                    number(words.get(3)),
                    words.get(4).text(),
                    words.get(5).text(),
                    hostName);
        }
        throw new IllegalArgumentException("begins with neither a field's name in quotes, constant 'text', join"
                + " 'separator' names nor part n of m 'separator' name");
    }

    private static FieldRule step(FieldRule rule, List<Words.Word> words) {
        Words.Word first = words.get(0);
        List<String> rest = words.stream().skip(1).map(Words.Word::text).toList();
        if (first.isQuoted()) {
            throw unknown("in quotes");
        }
        if (rest.isEmpty() && first.text().equals("required")) {
            return rule.required();
        }
        if (rest.isEmpty() && DIRECTIONS.contains(first.text())) {
            return rule.going(MappingDirection.valueOf(first.text().toUpperCase(Locale.ROOT)));
        }
        return rule.with(first.is("choice") ? choices(words.subList(1, words.size())) : converter(first.text(), rest));
    }

    private static Converter converter(String name, List<String> rest) {
        return switch (rest.size()) {
            case 0 -> withoutWords(name);
            case 1 -> withOne(name, rest.get(0));
            case 2 -> withTwo(name, rest.get(0), rest.get(1));
            default -> throw unknown(name);
        };
    }

    private static Converter withoutWords(String name) {
        return switch (name) {
            case "trim" -> Converter.trim();
            case "lower" -> Converter.lower();
            case "upper" -> Converter.upper();
            case "blank-is-null" -> Converter.blankIsNull();
            case "integer" -> Converter.integer();
            case "decimal" -> Converter.decimal();
            case "boolean" -> Converter.yesNo();
            case "date" -> Converter.date();
            case "instant" -> Converter.instant();
            case "first" -> Converter.first();
            case "several" -> Converter.several();
            default -> throw unknown(name);
        };
    }

    private static Converter withOne(String name, String word) {
        return switch (name + (word.startsWith("epoch-") || word.equals("comma") ? " " + word : "")) {
            case "instant epoch-millis" -> Converter.epochMillis();
            case "instant epoch-seconds" -> Converter.epochSeconds();
            case "decimal comma" -> Converter.decimalWithComma();
            case "cut" -> Converter.cut(number(word));
            case "date" -> Converter.date(word);
            case "text" -> Converter.text(type(word));
            case "day" -> Converter.day(zone(word));
            case "start-of-day" -> Converter.startOfDay(zone(word));
            case "list" -> Converter.list(word);
            case "joined" -> Converter.joined(word);
            default -> throw unknown(name);
        };
    }

    private static Converter withTwo(String name, String one, String two) {
        return switch (name) {
            case "boolean" -> Converter.yesNo(one, two);
            case "instant" -> Converter.instant(one, zone(two));
            default -> throw unknown(name);
        };
    }

    private static ChoiceTable choices(List<Words.Word> words) {
        ChoiceTable table = ChoiceTable.empty();
        int at = 0;
        while (at < words.size()) {
            Words.Word word = words.get(at);
            boolean pair = at + 2 < words.size() && words.get(at + 1).is("=");
            if (pair) {
                table = table.with(word.text(), words.get(at + 2).text());
                at += 3;
            } else if (at + 1 < words.size() && (word.is("else") || word.is("back"))) {
                String harmless = words.get(at + 1).text();
                table = word.is("else") ? table.takingUnknownAs(harmless) : table.writingUnknownAs(harmless);
                at += 2;
            } else {
                throw new IllegalArgumentException("choice takes external=host pairs, else value and back value");
            }
        }
        return table;
    }

    private static int number(Words.Word word) {
        return number(word.text());
    }

    private static int number(String text) {
        try {
            return text.length() > 6 ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    private static FieldType type(String text) {
        for (FieldType type : FieldType.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
                return type;
            }
        }
        throw unknown("text");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("names no time zone", unknown);
        }
    }

    private static IllegalArgumentException unknown(String step) {
        return new IllegalArgumentException("has a step that is not known, or not with these words: "
                + step.substring(0, Math.min(20, step.length())));
    }
}
