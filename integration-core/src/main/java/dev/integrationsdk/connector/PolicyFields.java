package dev.integrationsdk.connector;

import dev.integrationsdk.policy.ConflictPolicy;
import dev.integrationsdk.policy.DeletePolicy;
import dev.integrationsdk.policy.DeletionGuard;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.policy.Side;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.Map;

/** The policy of one entity type as text by field. */
final class PolicyFields {
    private static final String OWNERS = "owners.";

    private PolicyFields() {}

    /** @param field such as {@code deletes} or {@code owners.email} */
    record Place(EntityType entityType, String field) {}

    static void write(String prefix, EntityPolicy policy, Map<String, String> fields) {
        fields.put(prefix + "deletes", policy.deletes().name());
        fields.put(prefix + "guard-most", String.valueOf(policy.guard().most()));
        fields.put(prefix + "guard-share", String.valueOf(policy.guard().share()));
        fields.put(prefix + "conflicts", policy.conflicts().name());
        policy.owners().forEach((field, side) -> fields.put(prefix + OWNERS + field, side.name()));
    }

    /**
     * Splits {@code contact.deletes}: the names of types and fields may have dots of their own.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static Place place(String name) {
        int owners = name.indexOf("." + OWNERS);
        int dot = owners < 0 ? name.lastIndexOf('.') : owners;
        if (dot < 0) {
            throw new IllegalArgumentException("not a field of a policy");
        }
        return new Place(EntityType.of(name.substring(0, dot)), name.substring(dot + 1));
    }

    /** @throws IllegalArgumentException if there is no such field, or the text cannot be read */
    static EntityPolicy read(EntityPolicy soFar, String field, String text) {
        DeletionGuard guard = soFar.guard();
        return switch (field) {
            case "deletes" -> soFar.withDeletes(DeletePolicy.valueOf(text));
            case "guard-most" -> soFar.withGuard(new DeletionGuard(Integer.parseInt(text), guard.share()));
            case "guard-share" -> soFar.withGuard(new DeletionGuard(guard.most(), Double.parseDouble(text)));
            case "conflicts" -> soFar.withConflicts(ConflictPolicy.valueOf(text));
            default -> {
                if (!field.startsWith(OWNERS) || field.length() == OWNERS.length()) {
                    throw new IllegalArgumentException("not a field of a policy");
                }
                yield soFar.withOwner(field.substring(OWNERS.length()), Side.valueOf(text));
            }
        };
    }

    static String expectation(String name) {
        String field = name.substring(name.lastIndexOf('.') + 1);
        return switch (field) {
            case "deletes" -> "HAND_OVER, UNLINK, IGNORE or ASK";
            case "guard-most" -> "a number from 0 to 1000000";
            case "guard-share" -> "a number from 0 to 1";
            case "conflicts" -> "OWNER_WINS, LATEST_WINS, EXTERNAL_WINS, INTERNAL_WINS or ASK";
            default ->
                name.contains("." + OWNERS)
                        ? "EXTERNAL or INTERNAL"
                        : "deletes, guard-most, guard-share, conflicts or owners.<field> of an entity type";
        };
    }
}
