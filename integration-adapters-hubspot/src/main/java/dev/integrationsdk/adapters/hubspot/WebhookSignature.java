package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.webhook.RawWebhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HubSpot's signature of the third version, over the raw bytes of the body. Pure functions. */
final class WebhookSignature {
    private static final String SIGNATURE = "x-hubspot-signature-v3";
    private static final String TIMESTAMP = "x-hubspot-request-timestamp";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern MILLIS = Pattern.compile("[1-9]\\d{0,14}");

    /** What HubSpot decodes of an address before it signs it, and nothing else. */
    private static final Map<String, String> DECODED = Map.ofEntries(
            Map.entry("%3A", ":"),
            Map.entry("%2F", "/"),
            Map.entry("%3F", "?"),
            Map.entry("%40", "@"),
            Map.entry("%21", "!"),
            Map.entry("%24", "$"),
            Map.entry("%27", "'"),
            Map.entry("%28", "("),
            Map.entry("%29", ")"),
            Map.entry("%2A", "*"),
            Map.entry("%2C", ","),
            Map.entry("%3B", ";"));

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-F]{2}");

    private WebhookSignature() {}

    /** @return what is wrong; empty if one of the secrets has signed the request, and not long ago */
    static Optional<String> problem(RawWebhook request, List<Secret> secrets, Instant now) {
        String timestamp = request.headers().getOrDefault(TIMESTAMP, "");
        if (!MILLIS.matcher(timestamp).matches()) {
            return Optional.of("it has no timestamp");
        }
        Duration age = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), now);
        if (age.abs().compareTo(WINDOW) > 0) {
            return Optional.of("its timestamp is more than five minutes away from now");
        }
        Optional<byte[]> given = decoded(request.headers().getOrDefault(SIGNATURE, ""));
        if (given.isEmpty()) {
            return Optional.of("it has no signature of the third version");
        }
        boolean isSigned = false;
        for (Secret secret : secrets) {
            isSigned |= MessageDigest.isEqual(expected(request, timestamp, secret), given.get());
        }
        return isSigned ? Optional.empty() : Optional.of("its signature is not of any secret");
    }

    /** One way to write the same bytes is enough: another one was not HubSpot's. */
    private static Optional<byte[]> decoded(String signature) {
        try {
            byte[] bytes = Base64.getDecoder().decode(signature);
            boolean isUsual = bytes.length > 0
                    && Base64.getEncoder().encodeToString(bytes).equals(signature);
            return isUsual ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static byte[] expected(RawWebhook request, String timestamp, Secret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(request.method().getBytes(StandardCharsets.UTF_8));
            mac.update(signedAddress(request.publicUri().toString()).getBytes(StandardCharsets.UTF_8));
            mac.update(request.body());
            return mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    static String signedAddress(String address) {
        return ENCODED.matcher(address)
                .replaceAll(
                        encoded -> Matcher.quoteReplacement(DECODED.getOrDefault(encoded.group(), encoded.group())));
    }
}
