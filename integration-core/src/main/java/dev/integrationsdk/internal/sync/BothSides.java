package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.policy.Side;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.FieldHashes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Compares what comes in with what the host holds and with what both last agreed on, where records go both ways: drops
 * echoes of what was written, lets a side win each field that both have changed, or has a person asked. Confined to its
 * transaction.
 */
final class BothSides {
    private final StreamRun run;
    private final Known known;
    private final FieldComparer comparer;

    BothSides(StreamRun run, Known known) {
        this.run = run;
        this.known = known;
        this.comparer = new FieldComparer(run.mapping());
    }

    /** @param hostRows empty if records go one way only */
    static void compare(
            StreamRun run, Known known, List<Decision> decisions, Optional<HostRows> hostRows, UnitOfWork unit) {
        hostRows.ifPresent(rows -> new BothSides(run, known).compare(decisions, rows, unit));
    }

    private void compare(List<Decision> decisions, HostRows hostRows, UnitOfWork unit) {
        List<Difference> differing = new ArrayList<>();
        for (Decision decision : decisions) {
            if (isState(decision)) {
                difference(decision).ifPresent(differing::add);
            }
        }
        Map<UUID, HostRecord> rows =
                hostRows.load(differing.stream().map(Difference::row).toList(), unit);
        for (Difference difference : differing) {
            HostRecord row = rows.get(difference.row());
            if (row != null) {
                comparer.ofHost(row.attributes()).ifPresent(host -> settle(difference, row, host));
            }
        }
        decisions.stream()
                .filter(decision -> isState(decision) && decision.contest().isEmpty())
                .forEach(this::closeVerdict);
    }

    /** What was decided of a conflict that is none any more must not decide the next one. */
    private void closeVerdict(Decision decision) {
        known.decided(ReviewKind.CONFLICT, decision.externalId()).ifPresent(decision::following);
    }

    private static boolean isState(Decision decision) {
        return decision.prepared().change() instanceof Change.Upserted
                && (decision.state() == RecordState.CREATED || decision.state() == RecordState.UPDATED);
    }

    /** Empty if there is nothing to compare: the record is new, never was or cannot be compared, is repaired, or is an echo. */
    private Optional<Difference> difference(Decision decision) {
        return comparer.ofRemote(decision.prepared().mapped()).flatMap(remote -> difference(decision, remote));
    }

    private Optional<Difference> difference(Decision decision, Map<String, Long> remote) {
        FieldHashes agreed = decision.known()
                .filter(mapping -> decision.state() == RecordState.UPDATED && mapping.isActive())
                .map(mapping -> mapping.fieldHashes())
                .orElse(FieldHashes.none());
        decision.agreed(FieldComparer.agreed(agreed, remote));
        if (agreed.isNone() || run.stream().scanKind() == ScanKind.RECONCILE) {
            return Optional.empty();
        }
        Set<String> changed = FieldComparer.changed(remote, agreed);
        if (changed.isEmpty()) {
            decision.echo();
            return Optional.empty();
        }
        return Optional.of(new Difference(decision, remote, agreed, changed));
    }

    /** @param host what the row holds */
    private void settle(Difference difference, HostRecord row, Map<String, Long> host) {
        Set<String> contested = new TreeSet<>();
        Set<String> ours = new TreeSet<>();
        for (String field : FieldComparer.changed(host, difference.agreed())) {
            if (!difference.changed().contains(field)) {
                ours.add(field);
            } else if (!Objects.equals(host.get(field), difference.remote().get(field))) {
                contested.add(field);
            }
        }
        if (!contested.isEmpty()) {
            decide(difference, row, contested, ours);
        } else if (!ours.isEmpty()) {
            difference.decision().narrow(mappedWithout(difference.decision(), ours));
        }
    }

    /** @param ours fields that only the host has changed, which nothing of the remote's overwrites */
    private void decide(Difference difference, HostRecord row, Set<String> contested, Set<String> ours) {
        Set<String> kept = new TreeSet<>();
        Set<String> asked = new TreeSet<>();
        Optional<ReviewItem> decided =
                known.decided(ReviewKind.CONFLICT, difference.decision().externalId());
        for (String field : contested) {
            Optional<Side> winner = decided.map(BothSides::winner)
                    .orElseGet(() -> winner(field, difference.decision().modifiedAt(), row.modifiedAt()));
            if (winner.isEmpty()) {
                asked.add(field);
            } else if (winner.get() == Side.INTERNAL) {
                kept.add(field);
            }
        }
        decided.ifPresent(difference.decision()::following);
        conclude(difference, contested, new Losers(kept, asked, ours));
    }

    private static Optional<Side> winner(ReviewItem decided) {
        boolean approved = decided.verdict()
                .filter(verdict -> verdict.choice() == Verdict.Choice.APPROVE)
                .isPresent();
        return Optional.of(approved ? Side.EXTERNAL : Side.INTERNAL);
    }

    /** Empty if a person is to be asked. */
    private Optional<Side> winner(String field, Optional<Instant> there, Optional<Instant> here) {
        EntityPolicy policy = run.policy();
        return switch (policy.conflicts()) {
            case OWNER_WINS -> owner(field);
            case LATEST_WINS -> latest(there, here);
            case EXTERNAL_WINS -> Optional.of(Side.EXTERNAL);
            case INTERNAL_WINS -> Optional.of(Side.INTERNAL);
            case ASK -> Optional.empty();
        };
    }

    /** By the host's names of the field, else by its own. */
    private Optional<Side> owner(String field) {
        return run.mapping().rules().stream()
                .filter(rule -> rule.externalNames().contains(field))
                .map(rule -> run.policy().owner(rule.hostName()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> run.policy().owner(field));
    }

    private static Optional<Side> latest(Optional<Instant> there, Optional<Instant> here) {
        if (there.isEmpty() || here.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(there.get().isBefore(here.get()) ? Side.INTERNAL : Side.EXTERNAL);
    }

    /** The host's values stay where they win, and are written to the remote; those that are asked about stay on both sides. */
    private void conclude(Difference difference, Set<String> contested, Losers losers) {
        Decision decision = difference.decision();
        Map<String, Long> agreed = new TreeMap<>(difference.remote());
        losers.asked().forEach(field -> {
            agreed.remove(field);
            difference.agreed().of(field).ifPresent(hash -> agreed.put(field, hash));
        });
        Set<String> notTaken = losers.all();
        Set<String> taken = new TreeSet<>(difference.changed());
        taken.removeAll(notTaken);
        decision.agreed(FieldComparer.agreed(difference.agreed(), agreed));
        decision.narrow(taken.isEmpty() ? null : mappedWithout(decision, notTaken));
        decision.contested(new Contest(
                !losers.kept().isEmpty(),
                question(decision, contested, difference.row()),
                !losers.asked().isEmpty()));
    }

    private Attributes mappedWithout(Decision decision, Set<String> notTaken) {
        Attributes external =
                ((Change.Upserted) decision.prepared().change()).record().attributes();
        Attributes.Builder some = Attributes.builder();
        for (int i = 0; i < external.size(); i++) {
            if (!notTaken.contains(external.nameAt(i))) {
                some.put(external.nameAt(i), external.valueAt(i));
            }
        }
        return run.mapping().toHost(some.build()).attributes();
    }

    private static Question question(Decision decision, Set<String> contested, UUID row) {
        return Question.of(
                        ReviewKind.CONFLICT,
                        decision.externalId(),
                        "both sides have changed " + contested + ": is the remote's value to be taken?",
                        Map.of(ReviewedFields.FIELDS, List.copyOf(contested)))
                .about(row);
    }

    /**
     * How a conflict has ended. Immutable.
     *
     * @param pushBack whether the host's row is to be written to the remote
     * @param question what it was about
     * @param open whether a person decides
     */
    record Contest(boolean pushBack, Question question, boolean open) {}

    /**
     * Fields of which the remote's value is not taken. Immutable.
     *
     * @param kept the host's side has won them
     * @param asked a person decides
     * @param ours only the host has changed them
     */
    private record Losers(Set<String> kept, Set<String> asked, Set<String> ours) {
        Set<String> all() {
            Set<String> all = new TreeSet<>(kept);
            all.addAll(asked);
            all.addAll(ours);
            return all;
        }
    }

    /** A record of which the remote has changed some fields since both sides agreed. */
    private record Difference(Decision decision, Map<String, Long> remote, FieldHashes agreed, Set<String> changed) {
        UUID row() {
            return Objects.requireNonNull(decision.internalId());
        }
    }
}
