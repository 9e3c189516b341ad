package dev.integrationsdk.credential;

import dev.integrationsdk.spi.settings.SettingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Tells settings that must not be stored: those that hold a secret, and those that hold a reference to one, which is the
 * operator's to write and not a tenant's. It goes by names and shapes and cannot know every secret. Immutable.
 */
public final class RawSecrets {
    private static final Set<String> SECRET_WORDS = Set.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "secrets",
            "token",
            "tokens",
            "credential",
            "credentials",
            "apikey",
            "hapikey",
            "jwt");
    private static final Set<String> SECRET_KEYS = Set.of(
            "api", "access", "private", "secret", "signing", "account", "shared", "encryption", "auth", "client");
    private static final Pattern WORD_BORDER = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
    private static final Set<String> HARMLESS = Set.of("", "true", "false");

    private final List<String> prefixes;

    private RawSecrets(Set<String> schemes) {
        this.prefixes = schemes.stream().map(scheme -> scheme + ":").toList();
    }

    /** Knows the references of these resolvers, and of the environment and of files in any case. */
    public static RawSecrets of(Secrets secrets) {
        Set<String> schemes = new TreeSet<>(secrets.schemes());
        schemes.add("env");
        schemes.add("file");
        return new RawSecrets(schemes);
    }

    /** All that is wrong, in the order of the keys; a message never repeats the value. */
    public List<SettingProblem> problems(Map<String, String> settings) {
        List<SettingProblem> found = new ArrayList<>();
        new TreeMap<>(settings)
                .forEach((key, value) ->
                        problem(key, value).ifPresent(message -> found.add(new SettingProblem(key, message))));
        return found;
    }

    private Optional<String> problem(String key, String value) {
        if (isReference(value)) {
            return Optional.of("a setting must not hold a reference to a secret: put it among the connector's secrets");
        }
        Optional<TokenShape> shape = TokenShape.of(value);
        if (shape.isPresent()) {
            return Optional.of("the value looks like " + shape.get().description()
                    + ": keep the secret elsewhere and give the connector a reference to it");
        }
        return namesASecret(key) && !HARMLESS.contains(value.strip().toLowerCase(Locale.ROOT))
                ? Optional.of(
                        "its name says that it holds a secret: keep it elsewhere and give the connector a reference"
                                + " to it")
                : Optional.empty();
    }

    private boolean isReference(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        String bare = text.startsWith("${") ? text.substring(2).strip() : text;
        return prefixes.stream().anyMatch(bare::startsWith);
    }

    /** The last word counts: a {@code token-url} is no token. */
    private static boolean namesASecret(String key) {
        List<String> words = WORD_BORDER
                .splitAsStream(key)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        String before = words.size() < 2 ? "" : words.get(words.size() - 2);
        return SECRET_WORDS.contains(last) || (last.equals("key") && SECRET_KEYS.contains(before));
    }
}
