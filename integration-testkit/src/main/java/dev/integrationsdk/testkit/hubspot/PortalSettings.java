package dev.integrationsdk.testkit.hubspot;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One HubSpot account of the simulator: its token, limits, scopes and habits. Immutable.
 *
 * <p>The limits default to those of a Professional account. A test that is not about limits takes
 * {@link Builder#unlimited()}.
 */
public final class PortalSettings {
    /** A limit that is never reached and has no header. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final String token;
    private final long portalId;
    private final int callsPerTenSeconds;
    private final int callsPerDay;
    private final int searchesPerSecond;
    private final ZoneId timeZone;
    private final Duration searchIndexLag;
    private final Set<String> scopes;
    private final boolean answersInPart;
    private final int associationPage;

    private PortalSettings(Builder builder) {
        this.token = builder.token;
        this.portalId = builder.portalId;
        this.callsPerTenSeconds = builder.callsPerTenSeconds;
        this.callsPerDay = builder.callsPerDay;
        this.searchesPerSecond = builder.searchesPerSecond;
        this.timeZone = builder.timeZone;
        this.searchIndexLag = builder.searchIndexLag;
        this.scopes = Set.copyOf(builder.scopes);
        this.answersInPart = builder.answersInPart;
        this.associationPage = builder.associationPage;
    }

    /** Begins the settings of the account that a bearer token opens. */
    public static Builder ofToken(String token) {
        return new Builder(token);
    }

    String token() {
        return token;
    }

    /** The account's number, as its details report it. */
    public long portalId() {
        return portalId;
    }

    int callsPerTenSeconds() {
        return callsPerTenSeconds;
    }

    int callsPerDay() {
        return callsPerDay;
    }

    int searchesPerSecond() {
        return searchesPerSecond;
    }

    ZoneId timeZone() {
        return timeZone;
    }

    Duration searchIndexLag() {
        return searchIndexLag;
    }

    Set<String> scopes() {
        return scopes;
    }

    boolean answersInPart() {
        return answersInPart;
    }

    int associationPage() {
        return associationPage;
    }

    /** Collects the settings of one account. Not thread-safe. */
    public static final class Builder {
        private static final long ABOVE_INT_RANGE = 1L << 32;

        private final String token;
        private long portalId;
        private int callsPerTenSeconds = 190;
        private int callsPerDay = 650_000;
        private int searchesPerSecond = 5;
        private ZoneId timeZone = ZoneOffset.UTC;
        private Duration searchIndexLag = Duration.ZERO;
        private final Set<String> scopes = new TreeSet<>();
        private boolean answersInPart = true;
        private int associationPage = 500;

        private Builder(String token) {
            if (token.isBlank()) {
                throw new IllegalArgumentException("token is blank");
            }
            this.token = token;
            this.portalId = ABOVE_INT_RANGE + Integer.toUnsignedLong(token.hashCode());
            this.scopes.add("oauth");
            for (ObjectType type : ObjectType.ofEveryPortal()) {
                this.scopes.add(type.readScope());
                this.scopes.add(type.writeScope());
            }
            this.scopes.addAll(List.of(
                    "crm.objects.owners.read",
                    "crm.objects.custom.read",
                    "crm.objects.custom.write",
                    "crm.schemas.custom.read",
                    "crm.lists.write"));
        }

        /** Sets the account's number. Default: derived from the token, beyond the range of an {@code int}. */
        public Builder portalId(long portalId) {
            this.portalId = portalId;
            return this;
        }

        /** Limits all calls but searches, in a rolling window of ten seconds. Default 190. */
        public Builder callsPerTenSeconds(int callsPerTenSeconds) {
            this.callsPerTenSeconds = positive(callsPerTenSeconds, "callsPerTenSeconds");
            return this;
        }

        /** Limits all calls but searches until midnight in {@link #timeZone}. Default 650,000. */
        public Builder callsPerDay(int callsPerDay) {
            this.callsPerDay = positive(callsPerDay, "callsPerDay");
            return this;
        }

        /** Limits searches in a rolling window of one second. Default 5. */
        public Builder searchesPerSecond(int searchesPerSecond) {
            this.searchesPerSecond = positive(searchesPerSecond, "searchesPerSecond");
            return this;
        }

        /** Lifts all three limits. */
        public Builder unlimited() {
            return callsPerTenSeconds(UNLIMITED).callsPerDay(UNLIMITED).searchesPerSecond(UNLIMITED);
        }

        /** Sets the zone whose midnight resets the daily limit. Default UTC. */
        public Builder timeZone(ZoneId timeZone) {
            this.timeZone = Objects.requireNonNull(timeZone, "timeZone");
            return this;
        }

        /** Hides a changed record from search for this long, on the simulator's clock. Default zero. */
        public Builder searchIndexLag(Duration searchIndexLag) {
            if (searchIndexLag.isNegative()) {
                throw new IllegalArgumentException("searchIndexLag is negative: " + searchIndexLag);
            }
            this.searchIndexLag = searchIndexLag;
            return this;
        }

        /** Replaces the granted scopes. Default: all that the simulator asks for. */
        public Builder scopes(Set<String> scopes) {
            this.scopes.clear();
            this.scopes.addAll(scopes);
            return this;
        }

        /** Refuses a whole batch for one bad input, whatever trace ids it has. Default: only where it has none. */
        public Builder batchesWholeOrNotAtAll() {
            this.answersInPart = false;
            return this;
        }

        /** Limits the associations of one record in one answer. Default 500. */
        public Builder associationPage(int associationPage) {
            this.associationPage = positive(associationPage, "associationPage");
            return this;
        }

        /** Returns the settings. */
        public PortalSettings build() {
            return new PortalSettings(this);
        }

        private static int positive(int value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is below one: " + value);
            }
            return value;
        }
    }
}
