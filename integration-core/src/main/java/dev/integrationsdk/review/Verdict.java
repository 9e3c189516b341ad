package dev.integrationsdk.review;

import dev.integrationsdk.spi.identity.Actor;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody has decided. Immutable.
 *
 * @param choice what
 * @param target what it is mapped to, where the choice is one of those; at most 600 characters
 * @param by who
 * @param at when, by the library's clock
 * @param reason for whoever reads it later; at most 500 characters
 */
public record Verdict(Choice choice, Optional<String> target, Actor by, Instant at, String reason) {
    /** @throws IllegalArgumentException if a mapping has no target, or anything else has one, or a text is too long */
    public Verdict {
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        if (target.isPresent() != (choice == Choice.MAP_TO || choice == Choice.ALWAYS_MAP_TO)) {
            throw new IllegalArgumentException(choice + (target.isPresent() ? " has no target" : " needs a target"));
        }
        if (target.filter(text -> text.length() > 600).isPresent()) {
            throw new IllegalArgumentException("a target has at most 600 characters");
        }
        if (reason.length() > 500) {
            throw new IllegalArgumentException("a reason has at most 500 characters, but has " + reason.length());
        }
    }

    /** What can be decided; {@link ReviewItem#choices()} says what makes sense of an item. */
    public enum Choice {
        /** What the library proposes is done. */
        APPROVE,
        /** It is not done. */
        REJECT,
        /** This one time it is the target: a row, a value, an external id. */
        MAP_TO,
        /** From now on it is the target. */
        ALWAYS_MAP_TO
    }
}
