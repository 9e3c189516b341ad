package dev.integrationsdk.call;

/**
 * How many calls this process has under way at a time, so that one tenant's hanging remote cannot take every thread. Each
 * connector has a bound of its own besides: {@link CallLimits#concurrency()}. Immutable; the {@code with} methods return a
 * changed copy.
 *
 * @param perTenant most calls of one tenant; 1 to 10,000
 * @param inAll most calls of all tenants; 1 to 100,000
 * @param waitingPerConnector most callers that wait for one connector's turn; 0 to 10,000; who comes after them is refused
 * @param connectors how many connectors' limits are kept in memory; 100 to 1,000,000. Beyond it those are forgotten from
 *     which nothing is lost, beyond twice as many the oldest that are not in use
 */
public record CallBounds(int perTenant, int inAll, int waitingPerConnector, int connectors) {
    /** A tenant's calls for each processor: whoever asks for more takes the processors from the other tenants. */
    private static final int PER_PROCESSOR = 4;

    private static final CallBounds DEFAULTS =
            new CallBounds(Math.min(256, PER_PROCESSOR * Runtime.getRuntime().availableProcessors()), 256, 64, 10_000);

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public CallBounds {
        require(perTenant >= 1 && perTenant <= 10_000, "perTenant must be 1 to 10,000");
        require(inAll >= 1 && inAll <= 100_000, "inAll must be 1 to 100,000");
        require(waitingPerConnector >= 0 && waitingPerConnector <= 10_000, "waitingPerConnector must be 0 to 10,000");
        require(connectors >= 100 && connectors <= 1_000_000, "connectors must be 100 to 1,000,000");
    }

    /** Four calls a tenant for each processor, 256 in all, 64 waiting for each connector, 10,000 connectors in memory. */
    public static CallBounds ofDefaults() {
        return DEFAULTS;
    }

    public CallBounds withPerTenant(int calls) {
        return new CallBounds(calls, inAll, waitingPerConnector, connectors);
    }

    public CallBounds withInAll(int calls) {
        return new CallBounds(perTenant, calls, waitingPerConnector, connectors);
    }

    public CallBounds withWaitingPerConnector(int callers) {
        return new CallBounds(perTenant, inAll, callers, connectors);
    }

    public CallBounds withConnectors(int kept) {
        return new CallBounds(perTenant, inAll, waitingPerConnector, kept);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
