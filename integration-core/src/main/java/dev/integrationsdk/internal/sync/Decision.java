package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.FieldHashes;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to become of one change, and what a handler sees of it. Confined to the transaction's thread. */
final class Decision implements InboundChange {
    /** Why a change is skipped that we have made ourselves. */
    static final String ECHO = "echo";

    /** Why a deletion is skipped whose row stays and belongs to no record any more. */
    static final String UNLINKED = "unlinked";
    /** Another change of the same group says more. */
    static final String SUPERSEDED = "superseded";
    /** Somebody has given up this state of the record. */
    static final String DISCARDED = "discarded";
    /** The record was applied meanwhile, or its dead letter discarded. */
    static final String SETTLED = "settled";

    private final StreamId stream;
    private final PreparedChange prepared;
    private final Optional<RecordMapping> known;
    private RecordState state;
    private @Nullable UUID internalId;
    private @Nullable UUID survivor;
    private @Nullable String skipReason;
    private @Nullable IntegrationException death;
    private @Nullable Question question;
    private @Nullable ReviewItem verdict;
    private FieldHashes agreed = FieldHashes.none();
    private BothSides.@Nullable Contest contest;
    private boolean narrowed;
    private boolean approved;
    private @Nullable Attributes handed;
    private Answers.@Nullable Awaited awaited;

    Decision(StreamId stream, PreparedChange prepared, Optional<RecordMapping> known, RecordState state) {
        this.stream = stream;
        this.prepared = prepared;
        this.known = known;
        this.state = state;
        this.internalId = known.map(RecordMapping::internalId).orElse(null);
    }

    PreparedChange prepared() {
        return prepared;
    }

    Optional<RecordMapping> known() {
        return known;
    }

    RecordState state() {
        return state;
    }

    /** The id that was promised to the record before, if no state of it is known to have been applied since. */
    Optional<UUID> reserved() {
        return known.filter(mapping -> mapping.status() == MappingStatus.RESERVED)
                .map(RecordMapping::internalId);
    }

    /** Whether nothing of the record was ever applied, so that the host may have a row of it that we do not know. */
    boolean isUnknown() {
        return known.isEmpty()
                || (reserved().isPresent() && known.get().contentHash().equals(ContentHash.NONE));
    }

    /** Promises the id to the record; what was applied before it was merged away stays with the mapping. */
    RecordMapping reservation(UUID row, Instant at) {
        return known.map(mapping -> mapping.with(MappingStatus.RESERVED, row, at))
                .orElseGet(() -> new RecordMapping(
                        externalId(),
                        row,
                        MappingStatus.RESERVED,
                        Optional.empty(),
                        Optional.empty(),
                        ContentHash.NONE,
                        at));
    }

    Optional<String> skipReason() {
        return Optional.ofNullable(skipReason);
    }

    Optional<IntegrationException> death() {
        return Optional.ofNullable(death);
    }

    /** What a person is asked because of it. */
    Optional<Question> question() {
        return Optional.ofNullable(question);
    }

    /** The review item whose verdict it follows, so that the item is done. */
    Optional<ReviewItem> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** What both sides agree on once it is applied; none where records go one way. */
    FieldHashes agreed() {
        return agreed;
    }

    void agreed(FieldHashes fields) {
        agreed = fields;
    }

    /** It says what we wrote ourselves: the host has it, and only the mapping moves on. */
    void echo() {
        skip(ECHO);
    }

    /** Both sides have changed it, and not all of it is taken. */
    void contested(BothSides.Contest ended) {
        contest = ended;
        question = ended.open() ? ended.question() : null;
    }

    /** What the host is handed in place of the whole record: what it has changed itself stays. Null if nothing is left. */
    void narrow(@Nullable Attributes some) {
        narrowed = true;
        handed = some;
    }

    Optional<BothSides.Contest> contest() {
        return Optional.ofNullable(contest);
    }

    /** In which state it is counted. */
    RecordState counted() {
        return contest == null ? state : contest.open() ? RecordState.IN_REVIEW : RecordState.CONFLICTED;
    }

    Decision following(ReviewItem decided) {
        verdict = decided;
        return this;
    }

    /** Not applied before a person has decided. */
    Decision ask(Question asked) {
        state = RecordState.IN_REVIEW;
        question = asked;
        return this;
    }

    Decision skip(String reason) {
        state = RecordState.SKIPPED;
        skipReason = reason;
        return this;
    }

    Decision die(IntegrationException cause) {
        state = RecordState.DEAD;
        death = cause;
        return this;
    }

    /** What it waits for; empty unless the state is DEFERRED. */
    Optional<Answers.Awaited> awaited() {
        return Optional.ofNullable(awaited);
    }

    Decision defer(Answers.Awaited other) {
        state = RecordState.DEFERRED;
        awaited = other;
        return this;
    }

    /** The row is new. */
    void create(UUID row) {
        internalId = row;
    }

    /** The host has the row already. */
    void adopt(UUID row) {
        state = RecordState.ADOPTED;
        internalId = row;
    }

    void survivor(@Nullable UUID row) {
        survivor = row;
    }

    /** Whether the host is to hear of it. */
    boolean isForHandler() {
        if (narrowed && handed == null) {
            return false;
        }
        return state == RecordState.CREATED
                || state == RecordState.UPDATED
                || state == RecordState.ADOPTED
                || state == RecordState.DELETED;
    }

    @Override
    public EntityScope scope() {
        return stream.scope();
    }

    @Override
    public ChangeKind kind() {
        Change change = prepared.change();
        if (change instanceof Change.Upserted) {
            return ChangeKind.UPSERTED;
        }
        if (change instanceof Change.Deleted) {
            return ChangeKind.DELETED;
        }
        return change instanceof Change.Merged ? ChangeKind.MERGED : ChangeKind.REKEYED;
    }

    @Override
    public ExternalId externalId() {
        return prepared.change() instanceof Change.Rekeyed rekeyed ? rekeyed.newId() : prepared.externalId();
    }

    @Override
    public UUID internalId() {
        if (internalId == null) {
            throw new IllegalStateException("the internal id of " + externalId() + " is not decided yet");
        }
        return internalId;
    }

    @Override
    public boolean isNew() {
        return state == RecordState.CREATED;
    }

    void approve() {
        approved = true;
    }

    @Override
    public boolean isApproved() {
        return approved;
    }

    @Override
    public Attributes attributes() {
        return handed == null ? prepared.mapped() : handed;
    }

    @Override
    public Optional<UUID> survivor() {
        return Optional.ofNullable(survivor);
    }

    @Override
    public Optional<Instant> modifiedAt() {
        return prepared.modifiedAt();
    }

    @Override
    public String deliveryId() {
        String content = prepared.version()
                .map(version -> "v" + version)
                .orElseGet(() ->
                        "c" + prepared.hash().high() + "." + prepared.hash().low());
        String before = reserved()
                .map(UUID::toString)
                .or(() -> known.map(mapping -> mapping.changedAt().toString()))
                .orElse("");
        String other = prepared.change() instanceof Change.Merged merged
                ? merged.survivor().value()
                : externalId().value();
        ContentHash hash = new ContentHasher()
                .hash(stream.toString(), prepared.externalId().value(), kind().name(), other, before, content);
        return String.format("%016x%016x", hash.high(), hash.low());
    }
}
