package dev.integrationsdk.store;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * That one of the host's rows is to be written to the remote. Immutable; the {@code with} methods return a changed copy.
 *
 * @param internalId the row
 * @param number 1 for the first mark; grows each time that the row is marked again
 * @param state where it stands
 * @param markedAt when it was first marked, by the library's clock
 * @param dueAt not to be sent before
 * @param attempts how often it was tried in vain since it was last marked
 * @param shipment what was sent; present if the state is {@link PushState#SENT}
 * @param cause why it was last not written
 * @param correlationId of whoever marked it last
 */
public record PushMark(
        UUID internalId,
        long number,
        PushState state,
        Instant markedAt,
        Instant dueAt,
        int attempts,
        Optional<Shipment> shipment,
        Optional<ErrorCode> cause,
        CorrelationId correlationId) {
    public PushMark {
        Objects.requireNonNull(internalId, "internalId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(markedAt, "markedAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(correlationId, "correlationId");
        if (shipment.isEmpty() && state == PushState.SENT) {
            throw new IllegalArgumentException("a mark that is sent has a shipment");
        }
    }

    /** On its way, and looked after by whoever comes next if nobody has said what became of it. */
    public PushMark sent(Shipment shipped) {
        return new PushMark(
                internalId,
                number,
                PushState.SENT,
                markedAt,
                shipped.sentAt(),
                attempts,
                Optional.of(shipped),
                cause,
                correlationId);
    }

    /** Tried in vain: to be looked at again at an instant. The shipment stays unless another one is made. */
    public PushMark after(ErrorCode failure, PushState next, Instant due) {
        return new PushMark(
                internalId,
                number,
                next,
                markedAt,
                due,
                attempts + 1,
                next == PushState.WAITING ? Optional.empty() : shipment,
                Optional.of(failure),
                correlationId);
    }
}
