package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.command.CommandSpec;
import dev.integrationsdk.spi.command.CommandSpec.Idempotency;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What HubSpot can be asked to do, beside having records written. All of it may be done twice. */
public final class HubSpotCommands {
    /** Merges two records into one, which cannot be undone; gives the id of the one that is left, mostly a third. */
    public static final CommandSpec<Merge, ExternalId> MERGE = new CommandSpec<>(
            "record.merge",
            1,
            Merge.class,
            ExternalId.class,
            Idempotency.NATURAL,
            Set.of("crm.objects.contacts.write"));

    /** Deletes a contact for good, as on request of the person it is about; gives its id. */
    public static final CommandSpec<DeleteForPrivacy, ExternalId> DELETE_FOR_PRIVACY = new CommandSpec<>(
            "contact.delete-for-privacy",
            1,
            DeleteForPrivacy.class,
            ExternalId.class,
            Idempotency.NATURAL,
            Set.of("crm.objects.contacts.write"));

    /** Puts records on a list that is kept by hand; those that are on it already stay. */
    public static final CommandSpec<Enrol, Enrolled> ENROL =
            new CommandSpec<>("list.enrol", 1, Enrol.class, Enrolled.class, Idempotency.NATURAL, Set.of(Scopes.LISTS));

    /** Moves a deal to another stage; gives its id. */
    public static final CommandSpec<MoveDeal, ExternalId> MOVE_DEAL = new CommandSpec<>(
            "deal.move", 1, MoveDeal.class, ExternalId.class, Idempotency.NATURAL, Set.of("crm.objects.deals.write"));

    private HubSpotCommands() {}

    /**
     * Which records are merged. Immutable.
     *
     * @param entityType of both
     * @param primary whose values win
     */
    public record Merge(EntityType entityType, ExternalId primary, ExternalId other) {
        /** @throws IllegalArgumentException if both are one */
        public Merge {
            Objects.requireNonNull(entityType, "entityType");
            if (Objects.requireNonNull(primary, "primary").equals(Objects.requireNonNull(other, "other"))) {
                throw new IllegalArgumentException("a record cannot be merged with itself");
            }
        }
    }

    /** Which contact is deleted. By its id alone: HubSpot would block an address that it does not know. Immutable. */
    public record DeleteForPrivacy(ExternalId contact) {
        public DeleteForPrivacy {
            Objects.requireNonNull(contact, "contact");
        }
    }

    /**
     * Who is put on which list. Immutable.
     *
     * @param listId of a list that is kept by hand
     * @param records of the list's type; 1 to 1,000
     */
    public record Enrol(String listId, List<ExternalId> records) {
        /** @throws IllegalArgumentException if there are no records, or too many */
        public Enrol {
            Objects.requireNonNull(listId, "listId");
            records = List.copyOf(records);
            if (records.isEmpty() || records.size() > 1_000) {
                throw new IllegalArgumentException("1 to 1,000 records can be enrolled at once");
            }
        }
    }

    /**
     * Who was put on the list. Immutable.
     *
     * @param added those that were not on it before
     * @param missing those that HubSpot does not have
     */
    public record Enrolled(List<ExternalId> added, List<ExternalId> missing) {
        public Enrolled {
            added = List.copyOf(added);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Where a deal goes. Immutable.
     *
     * @param pipelineId empty for the deal's own
     * @param stageId of that pipeline
     */
    public record MoveDeal(ExternalId deal, Optional<String> pipelineId, String stageId) {
        public MoveDeal {
            Objects.requireNonNull(deal, "deal");
            Objects.requireNonNull(pipelineId, "pipelineId");
            Objects.requireNonNull(stageId, "stageId");
        }
    }
}
