package dev.integrationsdk.store;

import java.util.Objects;

/**
 * What stands of a record that could not be applied. Immutable.
 *
 * @param discarded whether somebody has given up this state of it
 * @param state hash of what came from the remote; none where that is not known
 */
public record LetterMark(boolean discarded, ContentHash state) {
    public LetterMark {
        Objects.requireNonNull(state, "state");
    }
}
