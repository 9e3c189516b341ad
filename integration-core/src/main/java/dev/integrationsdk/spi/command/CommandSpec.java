package dev.integrationsdk.spi.command;

import java.util.Set;

/**
 * What a command is called, takes and gives. Immutable.
 *
 * @param name unique within the adapter, such as {@code contact.merge}
 * @param version grows when input or output change
 * @param input type of the argument
 * @param output type of the result
 * @param idempotency what a repetition does
 * @param requiredScopes rights that the connector's account needs over there
 */
public record CommandSpec<I, O>(
        String name,
        int version,
        Class<I> input,
        Class<O> output,
        Idempotency idempotency,
        Set<String> requiredScopes) {
    public CommandSpec {
        requiredScopes = Set.copyOf(requiredScopes);
    }

    /** What happens if the command is carried out twice. */
    public enum Idempotency {
        /** The same as once. */
        NATURAL,
        /** The same as once, since the remote is given a key. */
        KEYED,
        /** It happens twice: never repeated after it may have been sent. */
        NONE
    }
}
