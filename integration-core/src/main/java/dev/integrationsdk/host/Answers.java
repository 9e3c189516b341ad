package dev.integrationsdk.host;

import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
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
        exceptions.put(change, new Answer(Kind.SKIPPED, Objects.requireNonNull(reason, "reason"), Optional.empty()));
        return this;
    }

    /**
     * This change cannot be applied: it becomes a dead letter and the rest of the page is committed. The handler must
     * not have written anything for it.
     *
     * @param message what is wrong with it and where; it is stored, so no personal data
     */
    public Answers rejected(InboundChange change, String message) {
        exceptions.put(change, new Answer(Kind.REJECTED, Objects.requireNonNull(message, "message"), Optional.empty()));
        return this;
    }

    /**
     * This change cannot be applied before another record of the same connector has its row here, as a contact before its
     * company: it waits, and is handed over again once the other one is there, or as a newer state of it comes. The handler
     * must not have written anything for it.
     *
     * @param change of the kind {@link ChangeKind#UPSERTED}; any other kind becomes a dead letter
     * @param entityType of the record that it waits for
     * @param waitsFor that record's id over there
     */
    public Answers deferred(InboundChange change, EntityType entityType, ExternalId waitsFor) {
        exceptions.put(change, new Answer(Kind.DEFERRED, "waits", Optional.of(new Awaited(entityType, waitsFor))));
        return this;
    }

    /**
     * A rule of the host's own holds this change back until a person has decided, such as that somebody must remain who may
     * administer. Approved, it is handed over again, and {@link InboundChange#isApproved()}; rejected, it is left out. The
     * handler must not have written anything for it.
     *
     * @param why for that person; it is stored, so no personal data
     */
    public Answers held(InboundChange change, String why) {
        exceptions.put(change, new Answer(Kind.HELD, Objects.requireNonNull(why, "why"), Optional.empty()));
        return this;
    }

    /** Empty if the change was applied. */
    public Optional<Answer> of(InboundChange change) {
        return Optional.ofNullable(exceptions.get(change));
    }

    /**
     * Why a change was not applied. Immutable.
     *
     * @param kind what becomes of it
     * @param text the reason or the message
     * @param awaited which record it waits for, if it is deferred
     */
    public record Answer(Kind kind, String text, Optional<Awaited> awaited) {}

    /** What becomes of a change that was not applied. */
    public enum Kind {
        /** Left out on purpose. */
        SKIPPED,
        /** A dead letter. */
        REJECTED,
        /** Waits for another record. */
        DEFERRED,
        /** Waits for a person. */
        HELD
    }

    /**
     * A record that another one waits for. Immutable.
     *
     * @param entityType what it is
     * @param externalId which one
     */
    public record Awaited(EntityType entityType, ExternalId externalId) {
        public Awaited {
            Objects.requireNonNull(entityType, "entityType");
            Objects.requireNonNull(externalId, "externalId");
        }
    }
}
