package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.http.HttpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What an answer says of limits: searches say nothing, and only private apps are told of the day. Pure functions. */
final class RateHeaders {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
    private static final Duration LONGEST = Duration.ofDays(1);

    private RateHeaders() {}

    static List<RateSignal> of(HttpReply reply) {
        List<RateSignal> signals = new ArrayList<>();
        OptionalLong left = number(reply, "X-HubSpot-RateLimit-Remaining");
        OptionalLong millis = number(reply, "X-HubSpot-RateLimit-Interval-Milliseconds");
        if (left.isPresent() && millis.isPresent() && millis.getAsLong() <= LONGEST.toMillis()) {
            signals.add(RateSignal.remaining(left.getAsLong(), Duration.ofMillis(millis.getAsLong())));
        }
        number(reply, "X-HubSpot-RateLimit-Daily-Remaining")
                .ifPresent(today -> signals.add(RateSignal.remaining(today, LONGEST)));
        return signals;
    }

    private static OptionalLong number(HttpReply reply, String header) {
        return reply.header(header)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
