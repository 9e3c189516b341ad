package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.identity.CorrelationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The header that ties a request to a trace (W3C Trace Context, version 00): of the host's own trace, where its logging
 * context has a {@code traceparent}; else of one that all work of a correlation id shares.
 */
final class TraceParent {
    static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String NO_TRACE = "0".repeat(32);
    private static final int TRACE_BYTES = 16;

    private TraceParent() {}

    /** With a new span for each request. */
    static String of(CorrelationId correlationId) {
        return of(MDC.get(HEADER), correlationId);
    }

    static String of(@Nullable String hosts, CorrelationId correlationId) {
        String span = span();
        if (hosts != null && FORM.matcher(hosts).matches() && !hosts.startsWith(NO_TRACE, 3)) {
            return hosts.substring(0, 36) + span + hosts.substring(52);
        }
        return "00-" + trace(correlationId) + "-" + span + "-01";
    }

    private static String span() {
        long span = ThreadLocalRandom.current().nextLong();
        return HexFormat.of().toHexDigits(span == 0 ? 1 : span);
    }

    private static String trace(CorrelationId correlationId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(correlationId.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TRACE_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
