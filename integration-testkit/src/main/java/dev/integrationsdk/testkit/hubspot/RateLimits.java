package dev.integrationsdk.testkit.hubspot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The limits of one portal, on the simulator's clock. Thread-safe. */
final class RateLimits {
    static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Object lock = new Object();
    private final Clock clock;
    private final PortalSettings settings;
    private final RollingWindow tenSeconds;
    private final RollingWindow searches;
    private LocalDate day = LocalDate.MIN;
    private int callsOfDay;

    RateLimits(PortalSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.tenSeconds = new RollingWindow(settings.callsPerTenSeconds(), TEN_SECONDS);
        this.searches = new RollingWindow(settings.searchesPerSecond(), Duration.ofSeconds(1));
    }

    /**
     * Counts a search, whose answers never carry rate headers.
     *
     * @throws Refusal if the second is used up
     */
    void countSearch() {
        synchronized (lock) {
            if (!searches.tryAcquire(clock.millis())) {
                throw new Refusal(ErrorAnswers.rateLimited("SECONDLY"));
            }
        }
    }

    /**
     * Counts a call that is not a search and returns its rate headers.
     *
     * @throws Refusal if the ten seconds or the day are used up
     */
    Map<String, String> countCall() {
        synchronized (lock) {
            Instant now = clock.instant();
            startDay(now);
            if (settings.callsPerDay() != PortalSettings.UNLIMITED && callsOfDay >= settings.callsPerDay()) {
                throw refusal("DAILY", untilMidnight(now));
            }
            if (!tenSeconds.tryAcquire(now.toEpochMilli())) {
                throw refusal("TEN_SECONDLY_ROLLING", Duration.ofMillis(tenSeconds.waitMillis(now.toEpochMilli())));
            }
            callsOfDay++;
            return headers();
        }
    }

    int callsOfDay() {
        synchronized (lock) {
            return callsOfDay;
        }
    }

    private void startDay(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, settings.timeZone());
        if (!today.equals(day)) {
            day = today;
            callsOfDay = 0;
        }
    }

    private Duration untilMidnight(Instant now) {
        ZonedDateTime midnight = ZonedDateTime.ofInstant(now, settings.timeZone())
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1);
        return Duration.between(now, midnight.toInstant());
    }

    private Refusal refusal(String policyName, Duration wait) {
        Map<String, String> all = new LinkedHashMap<>(headers());
        all.put("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        return new Refusal(ErrorAnswers.rateLimited(policyName).withHeaders(all));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (tenSeconds.limit() != PortalSettings.UNLIMITED) {
            headers.put("X-HubSpot-RateLimit-Max", Integer.toString(tenSeconds.limit()));
            headers.put("X-HubSpot-RateLimit-Remaining", Integer.toString(tenSeconds.remaining()));
            headers.put("X-HubSpot-RateLimit-Interval-Milliseconds", Long.toString(TEN_SECONDS.toMillis()));
        }
        if (settings.callsPerDay() != PortalSettings.UNLIMITED) {
            headers.put("X-HubSpot-RateLimit-Daily", Integer.toString(settings.callsPerDay()));
            headers.put("X-HubSpot-RateLimit-Daily-Remaining", Integer.toString(settings.callsPerDay() - callsOfDay));
        }
        return headers;
    }
}
