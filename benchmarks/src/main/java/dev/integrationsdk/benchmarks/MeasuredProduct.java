package dev.integrationsdk.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The databases on which pages are measured. */
enum MeasuredProduct {
    /** In a file, without a server. */
    H2,
    POSTGRESQL;

    /** @throws IllegalArgumentException if it is none of them */
    static MeasuredProduct named(String name) {
        return Arrays.stream(values())
                .filter(product -> product.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-Ddatabases must name some of " + List.of(values()) + ", but names '" + name + "'"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
