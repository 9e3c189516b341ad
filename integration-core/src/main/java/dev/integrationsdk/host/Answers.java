package dev.integrationsdk.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a handler says of the changes it was given: applied, unless it says otherwise. Confined to the handler's thread.
 */
public final class Answers {
    private final Map<InboundChange, Answer> exceptions = new HashMap<>();

    private Answers() {}

    /** Every change was applied. */
    public static Answers allApplied() {
        return new Answers();
    }

    /**
     * This change was left out on purpose.
     *
     * @param reason a short fixed text such as {@code no-email}; it is counted, so no personal data
     */
    public Answers skipped(InboundChange change, String reason) {
        exceptions.put(change, new Answer(true, Objects.requireNonNull(reason, "reason")));
        return this;
    }

    /**
     * This change cannot be applied: it becomes a dead letter and the rest of the page is committed. The handler must
     * not have written anything for it.
     *
     * @param message what is wrong with it and where; it is stored, so no personal data
     */
    public Answers rejected(InboundChange change, String message) {
        exceptions.put(change, new Answer(false, Objects.requireNonNull(message, "message")));
        return this;
    }

    /** Empty if the change was applied. */
    public Optional<Answer> of(InboundChange change) {
        return Optional.ofNullable(exceptions.get(change));
    }

    /**
     * Why a change was not applied. Immutable.
     *
     * @param skipped left out on purpose, rather than rejected
     * @param text the reason or the message
     */
    public record Answer(boolean skipped, String text) {}
}
