package dev.integrationsdk.schedule;

import dev.integrationsdk.health.Health;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every connector whose last check is older than an interval. Authors of a scheduler call it as often. Immutable,
 * thread-safe.
 */
public final class HealthRound {
    /** Unless the host says otherwise. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(HealthRound.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    /** So few that a scheduler which is closed does not wait long. */
    private static final int AT_ONCE = 10;

    private final Health health;
    private final Duration interval;

    /**
     * @param interval how old a check may be
     * @throws IllegalArgumentException unless the interval is 1 s to 31 days
     */
    public HealthRound(Health health, Duration interval) {
        this.health = Objects.requireNonNull(health, "health");
        this.interval = requireInterval(interval);
    }

    /** @throws IllegalArgumentException unless it is 1 s to 31 days */
    public static Duration requireInterval(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the interval of health checks must be 1 s to 31 days, but is " + interval);
        }
        return interval;
    }

    public Duration interval() {
        return interval;
    }

    /**
     * Checks them, the oldest first. What goes wrong is logged, and tried again in the next round.
     *
     * @param stopping ends the round after the ten connectors in hand
     */
    public void run(BooleanSupplier stopping) {
        try {
            boolean more = true;
            while (more && !stopping.getAsBoolean()) {
                more = !health.checkDue(interval, AT_ONCE).isEmpty();
            }
        } catch (IntegrationException failure) {
            LOG.warn("Connectors could not be checked: {}; tried again in {}", failure.explanation(), interval);
        } catch (RuntimeException defect) {
            LOG.error("Connectors could not be checked; tried again in {}", interval, defect);
        }
    }
}
