package dev.integrationsdk.testkit.hubspot;

import dev.integrationsdk.testkit.generated.GeneratedRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One HubSpot account of a {@link HubSpotSimulator}, as the person in front of HubSpot would change it.
 *
 * <p>Object types are named as in paths, such as {@code contacts} or {@code 0-1}; one that the portal does not have is an
 * {@link IllegalArgumentException}. Changes need no token and count
 * against no limit. Thread-safe.
 */
public final class SimulatedPortal {
    private static final long FIRST_ID = 30_000_000_001L;

    private final PortalSettings settings;
    private final Clock clock;
    private final RateLimits limits;
    private final Map<ObjectType, RecordStore> stores = new ConcurrentHashMap<>();
    private final List<ObjectType> types = new CopyOnWriteArrayList<>(ObjectType.ofEveryPortal());
    private final Map<ObjectType, List<String>> requiredOnCreate = new ConcurrentHashMap<>();
    private final AssociationStore associations = new AssociationStore();
    private final Map<String, Set<String>> lists = new ConcurrentHashMap<>();
    private final ReferenceRecords references;
    private final AtomicLong nextId = new AtomicLong(FIRST_ID);
    private volatile Set<String> scopes;
    private volatile @Nullable Instant tokenExpiredAt;
    private volatile String token;

    SimulatedPortal(PortalSettings settings, Clock clock) {
        this.settings = settings;
        this.token = settings.token();
        this.clock = clock;
        this.limits = new RateLimits(settings, clock);
        this.scopes = settings.scopes();
        this.references = new ReferenceRecords(clock.instant().toString());
        types.forEach(type -> stores.put(type, new RecordStore(type)));
    }

    /** The account's number. */
    public long portalId() {
        return settings.portalId();
    }

    /** The bearer token that opens this account. */
    public String token() {
        return token;
    }

    /**
     * Lets another token open this account, and the former one no more, as a rotation over there does.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public void replaceToken(String next) {
        if (next.isBlank()) {
            throw new IllegalArgumentException("token is blank");
        }
        token = next;
    }

    /**
     * Adds a record that was created and modified now, unless its properties say otherwise.
     *
     * @param properties may hold {@code hs_object_id}, {@code createdate} and the type's modified date (ISO 8601),
     *     which are then taken over; unknown names are added to the schema as text
     * @return the new record's id
     */
    public String addRecord(String type, Map<String, String> properties) {
        ObjectType known = type(type);
        Instant now = clock.instant();
        Instant created = instant(properties.get("createdate"), now);
        return addRecord(type, properties, created, instant(properties.get(known.modifiedProperty()), created));
    }

    /**
     * Adds a record with given dates, cut to milliseconds.
     *
     * @param properties may hold {@code hs_object_id}, the id to take
     * @return the new record's id
     * @throws IllegalArgumentException if the id is taken
     */
    public String addRecord(String type, Map<String, String> properties, Instant created, Instant modified) {
        String givenId = properties.get("hs_object_id");
        long id = givenId == null ? nextId.getAndIncrement() : Long.parseLong(givenId);
        nextId.accumulateAndGet(id + 1, Math::max);
        store(type).add(id, properties, created, modified);
        return Long.toString(id);
    }

    /**
     * Adds invented records, one created each millisecond up to now.
     *
     * @param seed the same seed gives the same records
     * @return the new ids in the order of creation
     */
    public List<String> addGenerated(String type, int count, long seed) {
        ObjectType known = type(type);
        GeneratedRecords source = GeneratedRecords.ofSeed(seed);
        Instant first = clock.instant().minusMillis(count);
        return IntStream.range(0, count)
                .mapToObj(index -> {
                    Instant created = first.plusMillis(index);
                    return addRecord(type, GeneratedProperties.of(known, source, index), created, created);
                })
                .toList();
    }

    /**
     * Changes properties of a live record and its modified date; an empty value clears one.
     *
     * @throws NoSuchElementException if there is no such live record
     */
    public void updateRecord(String type, String id, Map<String, String> changes) {
        store(type).update(Long.parseLong(id), changes, clock.instant());
    }

    /**
     * Archives a live record: it leaves list and search, and its modified date stays.
     *
     * @throws NoSuchElementException if there is no such live record
     */
    public void archive(String type, String id) {
        store(type).archive(Long.parseLong(id), clock.instant());
    }

    /**
     * Brings an archived record back, with its modified date of before.
     *
     * @throws NoSuchElementException if there is no such archived record
     */
    public void restore(String type, String id) {
        store(type).restore(Long.parseLong(id));
    }

    /**
     * Merges two live records into a third one with an id of its own.
     *
     * <p>Both old ids vanish from list and search and are archived nowhere; reading either by id answers the survivor.
     *
     * @param primaryId the record whose values win
     * @return the survivor's id
     * @throws NoSuchElementException if one of the two is not live
     */
    public String merge(String type, String primaryId, String otherId) {
        long survivorId = nextId.getAndIncrement();
        store(type).merge(Long.parseLong(primaryId), Long.parseLong(otherId), survivorId, clock.instant());
        return Long.toString(survivorId);
    }

    /**
     * Deletes a record for good, as on request of the person it is about: no list ever shows that it was there.
     *
     * @throws NoSuchElementException if there is no such record
     */
    public void deleteForPrivacy(String type, String id) {
        store(type).forget(Long.parseLong(id));
    }

    /** Keeps former values of a type's records from now on, which costs memory: without it a history has one value. */
    public void keepHistory(String type) {
        store(type).remember();
    }

    /** Adds a property to the schema; {@code valueType} as HubSpot names it, such as {@code datetime}. */
    public void defineProperty(String type, String name, String valueType) {
        store(type).define(name, valueType);
    }

    /**
     * Adds a property that no two records have the same value of; before any record has one.
     *
     * @param valueType as HubSpot names it
     */
    public void defineUnique(String type, String name, String valueType) {
        store(type).define(name, valueType, List.of(), false, true);
    }

    /**
     * Adds an enumeration.
     *
     * @param several whether a record can have several of its values
     */
    public void defineOptions(String type, String name, boolean several, String... values) {
        store(type).define(name, "enumeration", List.of(values), several, false);
    }

    /** Lets the later API refuse new records without a value of this property, as an administrator can. */
    public void requireOnCreate(String type, String property) {
        requiredOnCreate.put(type(type), List.of(property));
    }

    /**
     * Adds an object type of the portal's own, with the property {@code name}.
     *
     * @return its type id; its path is {@code p<portal>_<name>}
     */
    public String addCustomType(String name) {
        ObjectType added = ObjectType.added(portalId(), name, 100 + types.size());
        stores.put(added, new RecordStore(added));
        types.add(added);
        return added.typeId();
    }

    /** Adds an owner. */
    public String addOwner(String email, String firstName, String lastName) {
        long id = nextId.getAndIncrement();
        references.addOwner(id, email, firstName, lastName);
        return Long.toString(id);
    }

    /** Lets an owner leave: they are archived and lose their user id. */
    public void deactivateOwner(String id) {
        references.deactivateOwner(Long.parseLong(id));
    }

    /** Adds a pipeline of deals or tickets; stage ids may repeat those of another one. */
    public void addPipeline(String type, String id, String label, String... stageIds) {
        references.addPipeline(type(type), id, label, List.of(stageIds));
    }

    /** Lets two records belong together, without a label. */
    public void associate(String fromType, String fromId, String toType, String toId) {
        associations.addUsual(type(fromType), Long.parseLong(fromId), type(toType), Long.parseLong(toId));
    }

    /** Ends that two records belong together. */
    public void dissociate(String fromType, String fromId, String toType, String toId) {
        associations.remove(type(fromType), Long.parseLong(fromId), type(toType), Long.parseLong(toId));
    }

    /** Limits how many records of one type one of another may have, as an administrator can. */
    public void limitAssociations(String fromType, String toType, int most) {
        associations.cap(type(fromType), type(toType), most);
    }

    /** The records of a type that belong to one, in the order of their ids. */
    public List<String> associated(String fromType, String fromId, String toType) {
        return associations.of(type(fromType), Long.parseLong(fromId), type(toType), Long.MIN_VALUE).keySet().stream()
                .map(id -> Long.toString(id))
                .toList();
    }

    /** Adds a list that takes records by hand. */
    public void addList(String listId) {
        lists.put(listId, ConcurrentHashMap.newKeySet());
    }

    /** The records of a list. */
    public Set<String> listed(String listId) {
        return Set.copyOf(lists.getOrDefault(listId, Set.of()));
    }

    /** The live records in the order of their ids. */
    public List<HubSpotRecord> records(String type) {
        return store(type).snapshot(false);
    }

    /** The archived records in the order of their ids. */
    public List<HubSpotRecord> archivedRecords(String type) {
        return store(type).snapshot(true);
    }

    /** Answers every further call as one with an expired token, until {@link #renewToken()}. */
    public void expireToken() {
        tokenExpiredAt = clock.instant();
    }

    /** Accepts the token again. */
    public void renewToken() {
        tokenExpiredAt = null;
    }

    /** Replaces the granted scopes for the calls that follow. */
    public void grantOnly(Set<String> granted) {
        scopes = Set.copyOf(granted);
    }

    ObjectType type(String pathOrTypeId) {
        return ObjectType.find(types, pathOrTypeId)
                .orElseThrow(() -> new IllegalArgumentException("not an object type of this portal: " + pathOrTypeId));
    }

    List<ObjectType> types() {
        return types;
    }

    List<String> requiredOnCreate(ObjectType type) {
        return requiredOnCreate.getOrDefault(type, List.of());
    }

    AssociationStore associations() {
        return associations;
    }

    ReferenceRecords references() {
        return references;
    }

    /** The members of a list, to be changed; null if there is none. */
    @Nullable
    Set<String> list(String listId) {
        return lists.get(listId);
    }

    Set<String> scopes() {
        return scopes;
    }

    long takeId() {
        return nextId.getAndIncrement();
    }

    Instant now() {
        return clock.instant();
    }

    PortalSettings settings() {
        return settings;
    }

    RateLimits limits() {
        return limits;
    }

    RecordStore store(ObjectType type) {
        RecordStore store = stores.get(type);
        if (store == null) {
            throw new IllegalStateException("no store for " + type);
        }
        return store;
    }

    /** Throws a {@link Refusal} if the token has expired. */
    void requireLiveToken() {
        Instant expiredAt = tokenExpiredAt;
        if (expiredAt != null) {
            throw new Refusal(ErrorAnswers.expiredAuthentication(expiredAt));
        }
    }

    /** Throws a {@link Refusal} unless one of the scopes is granted. */
    void requireAnyScope(List<String> anyOf) {
        if (anyOf.stream().noneMatch(scopes::contains)) {
            throw new Refusal(ErrorAnswers.missingScopes(anyOf));
        }
    }

    /** Records that were modified later are not in the search index yet. */
    long searchableUntilMillis() {
        return settings.searchIndexLag().isZero()
                ? Long.MAX_VALUE
                : clock.millis() - settings.searchIndexLag().toMillis();
    }

    private RecordStore store(String type) {
        return store(type(type));
    }

    private static Instant instant(@Nullable String text, Instant otherwise) {
        return text == null || text.isEmpty() ? otherwise : Instant.parse(text);
    }
}
