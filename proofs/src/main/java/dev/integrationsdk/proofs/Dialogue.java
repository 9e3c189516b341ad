package dev.integrationsdk.proofs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A worker's side of the talk with whoever started it, by lines on its standard input and output. Thread-safe. */
final class Dialogue {
    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Waits for the next command; empty once nobody is there to give one. */
    Optional<String> hear() {
        try {
            return Optional.ofNullable(commands.readLine());
        } catch (IOException failure) {
            throw new UncheckedIOException("nothing can be heard", failure);
        }
    }

    /** As {@link #hear}, but a process that nobody wants any more ends here. */
    String hearOrEnd() {
        return hear().orElseGet(() -> {
            Runtime.getRuntime().halt(1);
            return "";
        });
    }
}
