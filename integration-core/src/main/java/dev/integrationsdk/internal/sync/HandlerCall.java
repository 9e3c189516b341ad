package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorClass;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.RecordMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The two places where the host's code runs inside the transaction that it writes in. Immutable. */
final class HandlerCall {
    private static final int MOST_ROWS_NAMED = 20;

    private final EntityHandler handler;
    private final Supplier<UUID> newIds;

    HandlerCall(EntityHandler handler, Supplier<UUID> newIds) {
        this.handler = handler;
        this.newIds = newIds;
    }

    /** Rows that the host has already for records that have no row yet; records without any are left out. */
    Map<ExternalId, Set<UUID>> match(List<Decision> decisions, UnitOfWork unit) {
        List<InboundChange> unknown = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision.state() == RecordState.CREATED && decision.isUnknown()) {
                unknown.add(decision);
            }
        }
        Map<ExternalId, Set<UUID>> hits = new HashMap<>();
        if (!unknown.isEmpty()) {
            guarded(() -> handler.match(unknown, unit)).forEach((id, rows) -> {
                if (!rows.isEmpty()) {
                    hits.put(id, new HashSet<>(rows));
                }
            });
        }
        return hits;
    }

    /**
     * Gives every new record its internal id: that of the host's row if there is one, else a reserved one.
     *
     * @param owners the active mappings that matched rows belong to already
     */
    void adoptOrReserve(
            List<Decision> decisions, Known known, Map<ExternalId, Set<UUID>> hits, Map<UUID, RecordMapping> owners) {
        Set<UUID> taken = new HashSet<>();
        for (Decision decision : decisions) {
            if (decision.state() == RecordState.CREATED) {
                decision.reserved().ifPresent(taken::add);
            }
        }
        for (Decision decision : decisions) {
            if (decision.state() == RecordState.CREATED) {
                settle(decision, known, hits.getOrDefault(decision.externalId(), Set.of()), taken, owners);
            }
        }
    }

    /** A row under the id reserved for the record is its own: the host wrote it, and a crash came before we knew. */
    private void settle(
            Decision decision, Known known, Set<UUID> rows, Set<UUID> taken, Map<UUID, RecordMapping> owners) {
        Optional<UUID> reserved = decision.reserved();
        if (rows.isEmpty() || reserved.filter(rows::contains).isPresent()) {
            decision.create(reserved.orElseGet(newIds));
            return;
        }
        Question question = rows.size() > 1 ? several(decision, rows) : taken(decision, rows, taken, owners);
        if (question == null) {
            UUID row = rows.iterator().next();
            taken.add(row);
            decision.adopt(row);
            return;
        }
        known.decided(question.kind(), decision.externalId())
                .ifPresentOrElse(decided -> follow(decision, decided, taken, owners), () -> decision.ask(question));
    }

    private static Question several(Decision decision, Set<UUID> rows) {
        return Question.of(
                ReviewKind.SEVERAL_MATCHES,
                decision.externalId(),
                rows.size() + " of the host's rows match the record: which one is it, or is it new?",
                Map.of(
                        "rows",
                        rows.stream()
                                .limit(MOST_ROWS_NAMED)
                                .map(UUID::toString)
                                .sorted()
                                .toList()));
    }

    /** Null if the row is free. */
    private static @Nullable Question taken(
            Decision decision, Set<UUID> rows, Set<UUID> taken, Map<UUID, RecordMapping> owners) {
        UUID row = rows.iterator().next();
        RecordMapping owner = owners.get(row);
        if (owner == null && !taken.contains(row)) {
            return null;
        }
        String whose = owner == null ? "another record of the same page" : "record " + owner.externalId();
        return Question.of(
                        ReviewKind.TAKEN_ROW,
                        decision.externalId(),
                        "the host's row that matches the record belongs to " + whose + ": is the record new?",
                        Map.of("rows", List.of(row.toString())))
                .about(row);
    }

    /** A row that the verdict names is adopted only if no other record has it meanwhile. */
    private void follow(Decision decision, ReviewItem decided, Set<UUID> taken, Map<UUID, RecordMapping> owners) {
        decision.following(decided);
        Verdict verdict = decided.verdict().orElseThrow();
        switch (verdict.choice()) {
            case APPROVE -> decision.create(newIds.get());
            case REJECT -> decision.skip("left out by decision");
            case MAP_TO, ALWAYS_MAP_TO -> {
                UUID row = UUID.fromString(verdict.target().orElseThrow());
                if (owners.containsKey(row) || !taken.add(row)) {
                    decision.die(new IntegrationException(
                            ErrorCode.AMBIGUOUS_MATCH, "the row that was decided on belongs to another record"));
                } else {
                    decision.adopt(row);
                }
            }
        }
    }

    /** Hands over what concerns the host, and takes its answers into the decisions. */
    void hand(List<Decision> decisions, Known known, UnitOfWork unit) {
        decisions.forEach(decision -> followRule(decision, known));
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

    /** What the host had held back, and somebody has decided. */
    private static void followRule(Decision decision, Known known) {
        if (decision.isForHandler()) {
            known.decided(ReviewKind.HOST_RULE, decision.externalId()).ifPresent(decided -> {
                decision.following(decided);
                if (decided.verdict().orElseThrow().choice() == Verdict.Choice.REJECT) {
                    decision.skip("left out by decision");
                } else {
                    decision.approve();
                }
            });
        }
    }

    private static void take(Decision decision, Answers.Answer answer) {
        switch (answer.kind()) {
            case SKIPPED -> decision.skip(answer.text());
            case REJECTED -> decision.die(new IntegrationException(ErrorCode.HANDLER_REJECTED, answer.text()));
            case DEFERRED -> defer(decision, answer.awaited().orElseThrow());
            case HELD ->
                decision.ask(Question.of(ReviewKind.HOST_RULE, decision.externalId(), answer.text(), Map.of()));
        }
    }

    private static void defer(Decision decision, Answers.Awaited awaited) {
        boolean itself = awaited.entityType().equals(decision.scope().entityType())
                && awaited.externalId().equals(decision.externalId());
        if (itself || decision.kind() != ChangeKind.UPSERTED) {
            decision.die(new IntegrationException(
                    ErrorCode.HANDLER_REJECTED,
                    itself
                            ? "the handler lets it wait for itself"
                            : "the handler lets it wait, and only an upserted record can"));
        } else {
            decision.defer(awaited);
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
