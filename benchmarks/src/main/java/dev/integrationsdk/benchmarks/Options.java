package dev.integrationsdk.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a benchmark is told by {@code -D}: a slip in it ends the program before anything is measured. */
final class Options {
    private Options() {}

    /** @throws IllegalArgumentException if the property is there and not a whole number of at least 1 */
    static int positive(String property, int otherwise) {
        String text = System.getProperty(property);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            throw refused(property, text, noNumber);
        }
        throw refused(property, text, null);
    }

    private static IllegalArgumentException refused(
            String property, String text, @Nullable NumberFormatException cause) {
        return new IllegalArgumentException(
                "-D" + property + " must be a whole number of at least 1, but is '" + text + "'", cause);
    }

    /**
     * All there are, if the property {@code databases} does not name some.
     *
     * @throws IllegalArgumentException if a name among them is not known
     */
    static List<MeasuredProduct> databases() {
        String names = System.getProperty("databases");
        if (names == null) {
            return List.of(MeasuredProduct.values());
        }
        return Arrays.stream(names.split(",", -1)).map(MeasuredProduct::named).toList();
    }
}
