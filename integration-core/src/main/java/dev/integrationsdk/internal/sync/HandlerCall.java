package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorClass;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** The two places where the host's code runs inside the transaction that it writes in. Immutable. */
final class HandlerCall {
    private final EntityHandler handler;
    private final Supplier<UUID> newIds;

    HandlerCall(EntityHandler handler, Supplier<UUID> newIds) {
        this.handler = handler;
        this.newIds = newIds;
    }

    /** Gives every new record its internal id: that of the host's row if there is one, else a reserved one. */
    void adoptOrReserve(List<Decision> decisions, UnitOfWork unit) {
        List<InboundChange> unknown = new ArrayList<>();
        Set<UUID> taken = new HashSet<>();
        for (Decision decision : decisions) {
            if (decision.state() == RecordState.CREATED) {
                decision.reserved().ifPresent(taken::add);
                if (decision.isUnknown()) {
                    unknown.add(decision);
                }
            }
        }
        Map<ExternalId, ? extends Collection<UUID>> matches =
                unknown.isEmpty() ? Map.of() : guarded(() -> handler.match(unknown, unit));
        for (Decision decision : decisions) {
            if (decision.state() == RecordState.CREATED) {
                Collection<UUID> rows = matches.get(decision.externalId());
                settle(decision, rows == null ? Set.of() : new HashSet<>(rows), taken);
            }
        }
    }

    /** A row under the id reserved for the record is its own: the host wrote it, and a crash came before we knew. */
    private void settle(Decision decision, Set<UUID> rows, Set<UUID> taken) {
        Optional<UUID> reserved = decision.reserved();
        if (rows.isEmpty() || reserved.filter(rows::contains).isPresent()) {
            decision.create(reserved.orElseGet(newIds));
        } else if (rows.size() == 1 && taken.add(rows.iterator().next())) {
            decision.adopt(rows.iterator().next());
        } else {
            decision.die(new IntegrationException(
                    ErrorCode.AMBIGUOUS_MATCH,
                    rows.size() == 1
                            ? "its host row was matched by another record of the page too"
                            : rows.size() + " host rows match it"));
        }
    }

    /** Hands over what concerns the host, and takes its answers into the decisions. */
    void hand(List<Decision> decisions, UnitOfWork unit) {
        List<InboundChange> concerned = new ArrayList<>(decisions.size());
        for (Decision decision : decisions) {
            if (decision.isForHandler()) {
                concerned.add(decision);
            }
        }
        if (concerned.isEmpty()) {
            return;
        }
        Answers answers = guarded(() -> {
            Answers given = handler.apply(List.copyOf(concerned), unit);
            unit.flush();
            return given;
        });
        for (Decision decision : decisions) {
            if (decision.isForHandler()) {
                answers.of(decision).ifPresent(answer -> take(decision, answer));
            }
        }
    }

    private static void take(Decision decision, Answers.Answer answer) {
        if (answer.skipped()) {
            decision.skip(answer.text());
        } else {
            decision.die(new IntegrationException(ErrorCode.HANDLER_REJECTED, answer.text()));
        }
    }

    private static <T> T guarded(Callable<T> host) {
        try {
            T result = host.call();
            if (result == null) {
                throw new IntegrationException(ErrorCode.HANDLER_FAILED, "the handler returned null");
            }
            return result;
        } catch (IntegrationException declared) {
            throw isUnderstood(declared.code()) ? declared : failed(declared);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(ErrorCode.CANCELLED, "the handler was interrupted", interrupted);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            throw failed(failure);
        }
    }

    /** The record is at fault, or the host's store is and not the record. */
    private static boolean isUnderstood(ErrorCode code) {
        return code.disposition() == Disposition.REJECT_RECORD
                || (code.errorClass() == ErrorClass.STORE && code.disposition() == Disposition.RETRY);
    }

    private static IntegrationException failed(Throwable failure) {
        return new IntegrationException(
                ErrorCode.HANDLER_FAILED,
                "the handler threw " + failure.getClass().getName(),
                failure);
    }
}
