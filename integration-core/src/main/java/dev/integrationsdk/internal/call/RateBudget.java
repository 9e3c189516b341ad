package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.LimitUse;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.store.RateUse;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one remote account still lets through, for all that use it: every request is counted in every window, and each window
 * is the strictest that any of its connectors has. Thread-safe; no lock is held while somebody waits.
 */
final class RateBudget {
    /** No remote keeps us waiting longer than this. */
    static final Duration LONGEST_BLOCK = Duration.ofHours(24);

    private final Clock clock;
    private final TimeMeter time;
    private final Object lock = new Object();
    private final Map<ConnectorId, List<RateLimit>> wished = new HashMap<>();
    private final List<ShortWindow> shortWindows = new ArrayList<>();
    private final List<LongWindow> longWindows = new ArrayList<>();
    private Optional<Instant> blockedUntil = Optional.empty();

    RateBudget(Clock clock, TimeMeter time) {
        this.clock = clock;
        this.time = time;
    }

    /** Takes over a connector's limits as they are now; windows that stay the same keep their count. */
    void keepTo(ConnectorId connector, List<RateLimit> limits) {
        synchronized (lock) {
            if (limits.equals(wished.put(connector, limits))) {
                return;
            }
            Collection<RateLimit> strictest = strictest();
            shortWindows.removeIf(window -> !strictest.contains(window.limit()));
            longWindows.removeIf(window -> !strictest.contains(window.limit()));
            for (RateLimit limit : strictest) {
                begin(limit);
            }
        }
    }

    private void begin(RateLimit limit) {
        boolean isLong = LongWindow.isLong(limit);
        if (isLong && longWindows.stream().map(LongWindow::limit).noneMatch(limit::equals)) {
            longWindows.add(new LongWindow(limit));
        }
        if (!isLong && shortWindows.stream().map(ShortWindow::limit).noneMatch(limit::equals)) {
            shortWindows.add(new ShortWindow(limit, time));
        }
    }

    private List<RateLimit> strictest() {
        Map<Duration, RateLimit> byTime = new TreeMap<>();
        wished.values()
                .forEach(limits -> limits.forEach(limit -> byTime.merge(
                        limit.per(), limit, (one, other) -> one.requests() <= other.requests() ? one : other)));
        return List.copyOf(byTime.values());
    }

    /** What the store has to give before a call begins; empty as long as there is enough. */
    List<Portion> wanted() {
        synchronized (lock) {
            Instant now = clock.instant();
            List<Portion> wanted = new ArrayList<>();
            for (LongWindow window : longWindows) {
                long requests = window.wanted(now);
                if (requests > 0) {
                    wanted.add(new Portion(window.limit(), window.startOf(now), requests));
                }
            }
            return wanted;
        }
    }

    /** The store gave so many of what was wanted. */
    void add(Portion portion, long got) {
        synchronized (lock) {
            longWindows.stream()
                    .filter(window -> window.limit().equals(portion.limit()))
                    .forEach(window -> window.add(portion.windowStart(), got));
        }
    }

    /**
     * Takes a permit for one request.
     *
     * @param longest that the caller would wait for it
     * @return how long it has to wait, which is 0 where the request may go out at once
     * @throws IntegrationException RATE_LIMITED with the instant at which there is a permit
     */
    Duration draw(Duration longest) {
        synchronized (lock) {
            Instant now = clock.instant();
            refuseIfBlocked(now, longest);
            for (LongWindow window : longWindows) {
                if (!window.hasRoom(now)) {
                    throw limited("the limit " + window.limit() + " is used up", window.retryAt(now));
                }
            }
            long nanos = shortWindows.stream()
                    .mapToLong(ShortWindow::nanosToWait)
                    .max()
                    .orElse(0);
            long blocked = blockedUntil(now)
                    .map(until -> Duration.between(now, until).toNanos())
                    .orElse(0L);
            Duration wait = Duration.ofNanos(Math.max(nanos, blocked));
            if (wait.compareTo(longest) > 0) {
                throw limited("the connector's rate limit is reached", now.plus(wait));
            }
            shortWindows.forEach(ShortWindow::draw);
            longWindows.forEach(LongWindow::draw);
            return wait;
        }
    }

    /** The request was not sent after all. */
    void giveBack() {
        synchronized (lock) {
            shortWindows.forEach(ShortWindow::giveBack);
            longWindows.forEach(LongWindow::giveBack);
        }
    }

    /** @throws IntegrationException RATE_LIMITED if the remote lets nothing through for longer than this */
    void refuseIfBlocked(Duration longest) {
        synchronized (lock) {
            refuseIfBlocked(clock.instant(), longest);
        }
    }

    private void refuseIfBlocked(Instant now, Duration longest) {
        Optional<Instant> until = blockedUntil(now);
        if (until.isPresent() && until.get().isAfter(now.plus(longest))) {
            throw limited("the remote lets nothing through for now", until.get());
        }
    }

    /** A clock that was set back must not prolong it. */
    private Optional<Instant> blockedUntil(Instant now) {
        blockedUntil = blockedUntil.filter(now::isBefore).map(until -> earlier(until, now.plus(LONGEST_BLOCK)));
        return blockedUntil;
    }

    private static IntegrationException limited(String message, Instant retryAt) {
        return IntegrationException.retryAt(ErrorCode.RATE_LIMITED, message + "; it goes on at " + retryAt, retryAt);
    }

    void signal(RateSignal signal) {
        synchronized (lock) {
            if (signal instanceof RateSignal.Blocked blocked) {
                Instant now = clock.instant();
                Instant until = earlier(blocked.until(), now.plus(LONGEST_BLOCK));
                blockedUntil =
                        Optional.of(blockedUntil(now).filter(until::isBefore).orElse(until));
            } else if (signal instanceof RateSignal.Remaining remaining) {
                shortWindows.stream()
                        .filter(window -> window.limit().per().equals(remaining.per()))
                        .forEach(window -> window.leave(remaining.left()));
                longWindows.stream()
                        .filter(window -> window.limit().per().equals(remaining.per()))
                        .forEach(window -> window.leave(remaining.left()));
            }
        }
    }

    /** Whether it may be forgotten: what it counts is in the store, or will be the same when it is counted anew. */
    boolean isAsNew() {
        synchronized (lock) {
            Instant now = clock.instant();
            return blockedUntil(now).isEmpty()
                    && shortWindows.stream().allMatch(ShortWindow::isFull)
                    && longWindows.stream().noneMatch(window -> window.holdsSome(now));
        }
    }

    Optional<Instant> blockedUntil() {
        synchronized (lock) {
            return blockedUntil(clock.instant());
        }
    }

    /** @param taken of the account, from the store */
    List<LimitUse> use(List<RateUse> taken) {
        synchronized (lock) {
            Instant now = clock.instant();
            List<LimitUse> use = new ArrayList<>();
            shortWindows.forEach(window -> use.add(window.use(now)));
            longWindows.forEach(window -> use.add(window.use(now, taken)));
            use.sort(Comparator.comparing(one -> one.limit().per()));
            return use;
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * A part of a long limit that this process takes from the store. Immutable.
     *
     * @param limit of which
     * @param windowStart since when it is counted
     * @param requests how many
     */
    record Portion(RateLimit limit, Instant windowStart, long requests) {}
}
