package dev.integrationsdk.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is decided for the records of one entity type. Immutable; the {@code with} methods return a changed copy.
 *
 * @param deletes what becomes of rows whose records are gone
 * @param guard when a person is asked before absence counts as deletion
 * @param conflicts who wins where both sides have changed a field
 * @param owners of fields that go both ways, by the host's name
 */
public record EntityPolicy(
        DeletePolicy deletes, DeletionGuard guard, ConflictPolicy conflicts, Map<String, Side> owners) {
    private static final EntityPolicy DEFAULTS =
            new EntityPolicy(DeletePolicy.HAND_OVER, DeletionGuard.ofDefaults(), ConflictPolicy.LATEST_WINS, Map.of());

    public EntityPolicy {
        Objects.requireNonNull(deletes, "deletes");
        Objects.requireNonNull(guard, "guard");
        Objects.requireNonNull(conflicts, "conflicts");
        owners = Map.copyOf(owners);
    }

    /** Deletions are handed over, a person is asked as {@link DeletionGuard#ofDefaults} says, and the latest change wins. */
    public static EntityPolicy ofDefaults() {
        return DEFAULTS;
    }

    public EntityPolicy withDeletes(DeletePolicy policy) {
        return new EntityPolicy(policy, guard, conflicts, owners);
    }

    public EntityPolicy withGuard(DeletionGuard other) {
        return new EntityPolicy(deletes, other, conflicts, owners);
    }

    public EntityPolicy withConflicts(ConflictPolicy policy) {
        return new EntityPolicy(deletes, guard, policy, owners);
    }

    /** @param owner who wins a conflict over the field under {@link ConflictPolicy#OWNER_WINS} */
    public EntityPolicy withOwner(String hostField, Side owner) {
        Map<String, Side> all = new HashMap<>(owners);
        all.put(hostField, owner);
        return new EntityPolicy(deletes, guard, conflicts, all);
    }

    /** Empty if the field has none. */
    public Optional<Side> owner(String hostField) {
        return Optional.ofNullable(owners.get(hostField));
    }
}
