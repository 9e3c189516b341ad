package dev.integrationsdk.http;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import java.net.URI;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Makes OkHttp's request from ours, and refuses what must not be sent. No message holds a header's value. */
final class RequestTranslation {
    private static final String CORRELATION_ID = "X-Correlation-ID";
    private static final String USER_AGENT = "User-Agent";
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private final boolean onPremise;

    RequestTranslation(boolean onPremise) {
        this.onPremise = onPremise;
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if the address or a header cannot be used */
    Request request(HttpCall call, CallContext context) {
        Request.Builder request = new Request.Builder().url(url(call.uri())).header(USER_AGENT, "integration-http");
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            requireSendable(header.getKey(), header.getValue());
            request.header(header.getKey(), header.getValue());
        }
        // Were it sent by the caller, OkHttp would hand the compressed bytes on.
        request.removeHeader("Accept-Encoding");
        request.header(CORRELATION_ID, context.correlationId().value());
        return request.method(call.method(), body(call)).build();
    }

    private static @Nullable OneShotBody body(HttpCall call) {
        return "GET".equals(call.method()) ? null : new OneShotBody(call.body().orElseGet(() -> new byte[0]));
    }

    private HttpUrl url(URI uri) {
        HttpUrl url = HttpUrl.parse(uri.toString());
        if (url == null) {
            throw refused("an address has no usable host, or is neither https nor http");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw refused("the address of host " + url.host() + " holds user information");
        }
        if (!url.isHttps() && !onPremise) {
            throw refused(
                    "host " + url.host() + " may only be called by https: plain http is for on-premise connectors");
        }
        if (AddressText.isAmbiguous(url.host())) {
            throw refused("host " + url.host() + " is a number that different systems read as different addresses");
        }
        if (!onPremise && AddressText.isForbiddenLiteral(url.host())) {
            throw refused("host " + url.host() + " is an address that only on-premise connectors may call");
        }
        return url;
    }

    private static void requireSendable(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(RequestTranslation::isTokenCharacter)) {
            throw refused("a header's name has a character that no header can have");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
            throw refused("header " + name + " has a value with a character that cannot be sent");
        }
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }

    private static IntegrationException refused(String message) {
        return new IntegrationException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
