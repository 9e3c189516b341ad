package dev.integrationsdk.internal.credential;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what this process has encrypted under each key: with random nonces, a key is good for 2^32 messages. Thread-safe.
 */
final class KeyUse {
    /** So many messages are refused. */
    static final long MOST = 1L << 32;
    /** Here a warning is logged, once. */
    static final long WARNING = 1L << 31;

    private static final Logger LOG = LoggerFactory.getLogger(KeyUse.class);

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    /** As if so many messages had been encrypted already. */
    void set(String keyId, long count) {
        counts.put(keyId, new AtomicLong(count));
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if the key has encrypted as much as it may */
    void count(String keyId) {
        long count = counts.computeIfAbsent(keyId, missing -> new AtomicLong()).incrementAndGet();
        if (count > MOST) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "encryption key '" + keyId + "' has encrypted 2^32 messages in this process and is used up: make"
                            + " another key the primary one");
        }
        if (count == WARNING) {
            LOG.warn("Encryption key '{}' has encrypted 2^31 messages, half of what it may: rotate soon", keyId);
        }
    }
}
