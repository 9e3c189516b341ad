package dev.integrationsdk.policy;

/** Who wins where both sides have changed the same field since they last agreed. The loser's value is not kept. */
public enum ConflictPolicy {
    /** The field's owner; a person, where it has none. */
    OWNER_WINS,
    /** Whoever changed the record last, by each side's own clock; a person, where a side does not say when. */
    LATEST_WINS,
    EXTERNAL_WINS,
    INTERNAL_WINS,
    /** A person decides; until then the field stays as it is on both sides. */
    ASK
}
