package dev.integrationsdk.spi.command;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import java.time.Duration;
import java.util.List;

/** Carries out commands. Adapters implement it. */
public interface CommandHandler extends Capability {
    /** Every command with the function that carries it out; the same answer every time. */
    List<Bound<?, ?>> commands();

    /** Asks after a command that was accepted earlier, possibly by another process. */
    Outcome<?> poll(CommandSpec<?, ?> command, String operationRef, CallContext call);

    /** A command bound to what does it, so that an adapter needs neither switch nor cast. */
    record Bound<I, O>(CommandSpec<I, O> spec, Function<I, O> function) {}

    /** Carries out one command. */
    @FunctionalInterface
    interface Function<I, O> {
        /**
         * @param operationId the same for every attempt at this command
         * @throws dev.integrationsdk.spi.error.IntegrationException OUTCOME_UNKNOWN where it may have taken effect
         */
        Outcome<O> apply(I input, String operationId, CallContext call);
    }

    /** What became of a command. */
    sealed interface Outcome<O> {}

    /** It is done. */
    record Done<O>(O value) implements Outcome<O> {}

    /** The remote is working on it: ask again under this reference. */
    record Accepted<O>(String operationRef, Duration pollAfter) implements Outcome<O> {}
}
